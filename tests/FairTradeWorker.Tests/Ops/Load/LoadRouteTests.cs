using System.Text.RegularExpressions;
using FairTradeWorker.Ops.Load.Journeys;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Tests.Ops.Load;

/// <summary>What simulated users ask for is what the API has, and what k6's users ask for.</summary>
public sealed partial class LoadRouteTests
{
    private static readonly HashSet<string> Endpoints =
    [
        .. MarketplaceApp.Endpoints.SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            .Select(method => $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}")),
    ];

    [Fact]
    public void Every_request_of_the_journeys_has_its_endpoint() =>
        Assert.All(Routes.All, route => Assert.Contains(route.Name, Endpoints));

    [Fact]
    public void The_journeys_ask_for_the_same_as_those_of_k6()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "infrastructure/load-tests/day1-launch.js"));

        Assert.Equal(
            Route().Matches(script).Select(route => $"{route.Groups[1].Value} {route.Groups[2].Value}").Order(StringComparer.Ordinal),
            Routes.All.Select(route => route.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_written_is_read_back_where_the_API_has_it()
    {
        var id = Guid.CreateVersion7();
        Written[] all = [new WrittenJob(id, null!), new WrittenBid(id, null!), new WrittenMessage(id, null!, id, 7)];

        Assert.All(all, written => Assert.Contains(
            $"GET {written.ReadAt.Split('?')[0].Replace(id.ToString(), "{id}", StringComparison.Ordinal)}", Endpoints));
    }

    [GeneratedRegex(@"\['([A-Z]+)', '(/v1[^']*)'\]")]
    private static partial Regex Route();
}
