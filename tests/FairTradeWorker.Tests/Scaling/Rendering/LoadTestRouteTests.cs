using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Tests.Scaling.Rendering;

/// <summary>infrastructure/load-tests/day1-launch.js asks for what the API has.</summary>
public sealed partial class LoadTestRouteTests
{
    [Fact]
    public void Every_request_of_the_load_test_has_its_endpoint()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "infrastructure/load-tests/day1-launch.js"));
        var routes = Route().Matches(script).Select(route => $"{route.Groups[1].Value} {route.Groups[2].Value}").ToList();
        var endpoints = MarketplaceApp.Endpoints.SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            .Select(method => $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}")).ToHashSet();

        Assert.InRange(routes.Count, 15, 40);
        Assert.All(routes, route => Assert.Contains(route, endpoints));
        // Nothing is asked for past the table.
        Assert.Equal(routes.Count, script.Split("'/v1").Length - 1);
        Assert.DoesNotContain("`/v1", script, StringComparison.Ordinal);
        Assert.DoesNotContain("\"/v1", script, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\['([A-Z]+)', '(/v1[^']*)'\]")]
    private static partial Regex Route();
}
