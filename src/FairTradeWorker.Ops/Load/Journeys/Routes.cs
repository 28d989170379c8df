namespace FairTradeWorker.Ops.Load.Journeys;

/// <summary>One kind of request of the journeys.</summary>
/// <param name="Number">Its place in <see cref="Routes.All"/>.</param>
/// <param name="Path">As the API describes it.</param>
/// <param name="MayBe">Refusals that belong to a user's day.</param>
internal sealed record Route(int Number, string Method, string Path, params int[] MayBe)
{
    public string Name { get; } = $"{Method} {Path}";

    public bool IsRead => Method == "GET";

    /// <summary>The path with what stands for <c>{id}</c> filled in.</summary>
    public string For(string id) => Path.Replace("{id}", id, StringComparison.Ordinal);
}

/// <summary>Everything that the simulated users ask for; the same as in infrastructure/load-tests/day1-launch.js.</summary>
internal static class Routes
{
    private static readonly List<Route> Table = [];

    public static readonly Route Login = Add("POST", "/v1/auth/login");
    public static readonly Route Refresh = Add("POST", "/v1/auth/refresh", 401);
    public static readonly Route LiveStats = Add("GET", "/v1/stats/live");
    public static readonly Route ListJobs = Add("GET", "/v1/jobs");
    public static readonly Route GetJob = Add("GET", "/v1/jobs/{id}");
    public static readonly Route PostJob = Add("POST", "/v1/jobs");
    public static readonly Route ListJobBids = Add("GET", "/v1/jobs/{id}/bids");

    // Somebody may have been faster: the job is taken, or has all the bids that it wants.
    public static readonly Route PlaceBid = Add("POST", "/v1/jobs/{id}/bids", 404, 409);
    public static readonly Route ListMyJobs = Add("GET", "/v1/me/jobs");
    public static readonly Route ListMyBids = Add("GET", "/v1/me/bids");
    public static readonly Route ListContractors = Add("GET", "/v1/contractors");
    public static readonly Route GetContractor = Add("GET", "/v1/contractors/{id}");
    public static readonly Route ListConversations = Add("GET", "/v1/conversations");
    public static readonly Route ListMessages = Add("GET", "/v1/conversations/{id}/messages");
    public static readonly Route SendMessage = Add("POST", "/v1/conversations/{id}/messages");
    public static readonly Route TerritoryMetrics = Add("GET", "/v1/territories/{id}/metrics");
    public static readonly Route PlatformAnalytics = Add("GET", "/v1/analytics/platform");
    public static readonly Route ListOutbox = Add("GET", "/v1/admin/outbox");
    public static readonly Route ListAudit = Add("GET", "/v1/admin/audit");

    public static IReadOnlyList<Route> All => Table;

    private static Route Add(string method, string path, params int[] mayBe)
    {
        var route = new Route(Table.Count, method, path, mayBe);
        Table.Add(route);
        return route;
    }
}
