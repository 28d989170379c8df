using System.Net;
using System.Net.Sockets;
using System.Text;
using FairTradeWorker.Ops.Load.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FairTradeWorker.IntegrationTests.Ops.Load;

/// <summary>The driver's own HTTP client against Kestrel, which is what it speaks to.</summary>
public sealed class UserConnectionTests : IAsyncLifetime
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 60_000).Select(i => (char)('a' + (i % 26))));

    private readonly WebApplication server = Build();
    private readonly RequestText text = new("127.0.0.1", "10.1.2.3");
    private IPEndPoint address = new(IPAddress.Loopback, 0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync(Token);
        var addresses = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        address = new IPEndPoint(IPAddress.Loopback, new Uri(addresses?.Addresses.First() ?? "").Port);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("/counted", 200)]
    [InlineData("/chunked", 200)]
    [InlineData("/slowly", 200)]
    [InlineData("/long", 200)]
    [InlineData("/nothing", 204)]
    [InlineData("/refused", 409)]
    public async Task What_Kestrel_answers_is_what_HttpClient_reads(string path, int status)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{address}") };
        using var connection = new UserConnection(address, from: null, TimeProvider.System);
        // Twice on one connection: nothing of the first answer may be left over.
        for (var time = 0; time < 2; time++)
        {
            await connection.ExchangeAsync(text.Write("GET", path), repeatable: true);
            using var same = await http.GetAsync(new Uri(path, UriKind.Relative), Token);

            Assert.Equal((status, status), (connection.Status, (int)same.StatusCode));
            Assert.Equal(await same.Content.ReadAsStringAsync(Token), Encoding.UTF8.GetString(connection.Body));
            Assert.True(connection.IsOpen);
        }
    }

    [Fact]
    public async Task A_request_says_who_asks_and_what()
    {
        using var connection = new UserConnection(address, IPAddress.Parse("127.9.8.7"), TimeProvider.System);
        text.SignWith("token");
        await connection.ExchangeAsync(text.Write("POST", "/echo?a=b", "key-1", "{\"a\":1}"u8.ToArray()), repeatable: true);

        Assert.Equal(
            "127.9.8.7 /echo?a=b Bearer token|key-1|10.1.2.3|application/json|{\"a\":1}", Encoding.UTF8.GetString(connection.Body));

        text.SignWith(null);
        await connection.ExchangeAsync(text.Write("POST", "/echo", body: "{}"u8.ToArray()), repeatable: true);
        Assert.Equal("127.9.8.7 /echo ||10.1.2.3|application/json|{}", Encoding.UTF8.GetString(connection.Body));
    }

    [Fact]
    public async Task A_connection_that_the_server_closes_is_opened_anew()
    {
        using var connection = new UserConnection(address, from: null, TimeProvider.System);
        await connection.ExchangeAsync(text.Write("GET", "/last"), repeatable: true);
        Assert.False(connection.IsOpen);

        await connection.ExchangeAsync(text.Write("GET", "/counted"), repeatable: true);
        Assert.Equal(200, connection.Status);
        Assert.Equal(0, connection.Repeats);
    }

    [Fact]
    public async Task A_server_that_hangs_up_is_asked_once_more_where_that_does_no_harm()
    {
        using var connection = new UserConnection(address, from: null, TimeProvider.System);
        await connection.ExchangeAsync(text.Write("GET", "/counted"), repeatable: true);
        await Assert.ThrowsAsync<HungUpException>(async () =>
            await connection.ExchangeAsync(text.Write("GET", "/hang-up"), repeatable: true));
        Assert.Equal(1, connection.Repeats);

        await connection.ExchangeAsync(text.Write("GET", "/counted"), repeatable: true);
        await Assert.ThrowsAsync<HungUpException>(async () =>
            await connection.ExchangeAsync(text.Write("POST", "/hang-up"), repeatable: false));
        Assert.Equal(1, connection.Repeats);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_his_patience()
    {
        using var connection = new UserConnection(address, from: null, TimeProvider.System);
        var exchange = connection.ExchangeAsync(text.Write("GET", "/never"), repeatable: true).AsTask();
        while (!exchange.IsCompleted)
        {
            connection.GiveUpAfter(TimeSpan.FromMilliseconds(50));
            await Task.WhenAny(exchange, Task.Delay(10, Token));
        }

        await Assert.ThrowsAsync<PatienceException>(() => exchange);
        await connection.ExchangeAsync(text.Write("GET", "/counted"), repeatable: true);
        Assert.Equal(200, connection.Status);
    }

    [Fact]
    public async Task Where_nobody_listens_the_failure_is_said()
    {
        await server.StopAsync(Token);
        using var connection = new UserConnection(address, from: null, TimeProvider.System);

        await Assert.ThrowsAsync<SocketException>(async () =>
            await connection.ExchangeAsync(text.Write("GET", "/counted"), repeatable: true));
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/counted", () => TypedResults.Text("as long as it says"));
        app.MapGet("/refused", () => TypedResults.Conflict("no"));
        app.MapGet("/nothing", () => TypedResults.NoContent());
        app.MapGet("/chunked", (HttpContext context) => context.Response.WriteAsync("in chunks"));
        app.MapGet("/long", (HttpContext context) => context.Response.WriteAsync(Long));
        app.MapGet("/slowly", async (HttpContext context) =>
        {
            for (var part = 0; part < 5; part++)
            {
                await context.Response.WriteAsync($"part {part}, ");
                await context.Response.Body.FlushAsync();
            }
        });
        app.MapGet("/last", (HttpContext context) =>
        {
            context.Response.Headers.Connection = "close";
            return TypedResults.Text("goodbye");
        });
        app.Map("/hang-up", (HttpContext context) => context.Abort());
        app.MapGet("/never", (HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        app.MapPost("/echo", async (HttpContext context) =>
        {
            var (request, headers) = (context.Request, context.Request.Headers);
            using var body = new StreamReader(request.Body);
            await context.Response.WriteAsync(
                $"{context.Connection.RemoteIpAddress} {request.Path}{request.QueryString} {headers.Authorization}|{headers["Idempotency-Key"]}|"
                + $"{headers["X-Forwarded-For"]}|{headers.ContentType}|{await body.ReadToEndAsync()}");
        });
        return app;
    }
}
