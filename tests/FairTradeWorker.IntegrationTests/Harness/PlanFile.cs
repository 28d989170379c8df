using System.Text.Json.Nodes;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>A copy of the scaling plan with some values changed, for processes to read by <c>Scaling__File</c>.</summary>
internal sealed class PlanFile : IDisposable
{
    private readonly JsonNode plan = JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(Builds.Root, "infrastructure", "scaling.json"))) ??
        throw new InvalidOperationException("The plan is empty.");

    private PlanFile()
    {
    }

    /// <summary>No cache keeps anything for longer than two milliseconds.</summary>
    public static (string Path, JsonNode Value)[] ShortestCaches => [("caches.hotPage", "1 ms"), .. ((string[])
        ["freshJobs", "jobListings", "searchResults", "contractorStats", "userProfile", "territoryMetrics", "liveStats"])
        .Select(key => ($"caches.{key}", (JsonNode)"2 ms"))];

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{System.IO.Path.GetRandomFileName()}.json");

    /// <summary>Nobody is refused for calling often, so that tests of other things may.</summary>
    public static PlanFile WithoutRateLimits(params (string Path, JsonNode Value)[] further) => With([.. Unlimited(), .. further]);

    /// <summary>Nobody is refused, and nobody gets an answer that was made for somebody else.</summary>
    public static PlanFile WithoutCaches() => With([.. Unlimited(), .. ShortestCaches]);

    /// <summary>The plan with these values changed, each at a path such as <c>rateLimits.window</c>.</summary>
    public static PlanFile With(params (string Path, JsonNode Value)[] changes)
    {
        var file = new PlanFile();
        foreach (var (path, value) in changes)
        {
            file.Set(path, value);
        }

        return file.Save();
    }

    public void Dispose() => File.Delete(Path);

    private static (string Path, JsonNode Value)[] Unlimited() => [.. ((string[])
        ["anonymous", "authenticated", "pro", "operator", "perHour.jobs", "perHour.bids", "perHour.messages"])
        .Select((key, i) => ($"rateLimits.{key}", (JsonNode)(1_000_000 + i)))];

    private void Set(string path, JsonNode value)
    {
        var keys = path.Split('.');
        var parent = keys[..^1].Aggregate(plan, (node, key) => node[key] ?? throw new InvalidOperationException($"The plan has no {path}."));
        parent[keys[^1]] = parent[keys[^1]] is null ? throw new InvalidOperationException($"The plan has no {path}.") : value;
    }

    private PlanFile Save()
    {
        File.WriteAllText(Path, plan.ToJsonString());
        return this;
    }
}
