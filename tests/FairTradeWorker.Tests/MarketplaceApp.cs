using System.Reflection;
using System.Text.Json;
using FairTradeWorker.Marketplace;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Scaling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Tests;

/// <summary>The whole API as the host wires it, never started: nothing listens and nothing connects.</summary>
internal static class MarketplaceApp
{
    private static readonly Lazy<WebApplication> App = new(Build);

    public static IServiceProvider Services => App.Value.Services;

    /// <summary>The options that requests are read and answers written with.</summary>
    public static JsonSerializerOptions Json => Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    /// <summary>The endpoints of the API itself, without its description and pages for people.</summary>
    public static IReadOnlyList<RouteEndpoint> Endpoints { get; } =
    [
        .. ((IEndpointRouteBuilder)App.Value).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/v1/", StringComparison.Ordinal) == true),
    ];

    public static IEnumerable<MethodInfo> Handlers => Endpoints.Select(HandlerOf);

    public static MethodInfo HandlerOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<MethodInfo>() ?? throw new InvalidOperationException($"{endpoint} has no handler.");

    /// <summary>Reads a body as the API does; null when there is nothing wrong with it.</summary>
    public static async Task<Problem?> JudgeAsync<T>(byte[] body) where T : class
    {
        var validator = Services.GetRequiredService<BodyValidator>();
        var (content, problem) = await validator.ReadAsync<T>(body, Json, TestContext.Current.CancellationToken);
        Assert.True(content is null ^ problem is null);
        return problem;
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Postgres"] = "Host=127.0.0.1;Port=9;Database=none",
            ["ConnectionStrings:Redis"] = "127.0.0.1:9",
        });
        builder.Services.AddSingleton(RunningPlan.Choose(file: null, phase: null));
        builder.Services.AddSingleton(ScalingPlan.Load());
        builder.AddMarketplace();
        var app = builder.Build();
        app.MapMarketplace();
        return app;
    }
}
