using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Dashboard;

/// <summary>Serves <see cref="ResourceService"/> on a loopback port of its own, to whoever knows the key.</summary>
internal sealed class ResourceServiceHost : IAsyncDisposable
{
    private const string KeyHeader = "x-resource-service-api-key";
    private readonly WebApplication app;

    private ResourceServiceHost(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public static async Task<ResourceServiceHost> StartAsync(
        ResourceService service, string apiKey, CancellationToken cancellationToken)
    {
        // The empty builder: the AppHost's configuration and ASPNETCORE_URLS are not this server's.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(
            k => k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(service);
        WebApplication app = builder.Build();
        byte[] expected = Encoding.UTF8.GetBytes(apiKey);
        app.Use((context, next) =>
        {
            byte[] given = Encoding.UTF8.GetBytes(context.Request.Headers[KeyHeader].ToString());
            if (CryptographicOperations.FixedTimeEquals(given, expected))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        app.UseRouting();
        app.MapGrpcService<ResourceService>();
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        return new ResourceServiceHost(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
