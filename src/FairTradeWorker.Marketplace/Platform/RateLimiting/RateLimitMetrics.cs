using System.Diagnostics.Metrics;

namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

/// <summary>How many requests each quota has let pass and refused, and who counted.</summary>
internal sealed class RateLimitMetrics
{
    private readonly Counter<long> requests;

    public RateLimitMetrics(IMeterFactory meters) => requests = meters.Create("FairTradeWorker.RateLimits")
        .CreateCounter<long>("rate_limit.requests", "{request}", "Requests that a quota has judged.");

    public void Judged(Verdict verdict)
    {
        foreach (var spending in verdict.Spendings)
        {
            requests.Add(1,
                new("policy", spending.Quota.Name),
                new("outcome", spending.IsTaken ? "allowed" : "refused"),
                new("counted", verdict.IsShared ? "shared" : "local"));
        }
    }
}
