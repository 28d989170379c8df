using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace FairTradeWorker.Marketplace.Analytics;

/// <summary>
/// Counts once in a while for everybody: of any number of readers one counts and the others get the same answer, so
/// the numbers cost the database one query in <see cref="Lifetime"/> per process however many ask.
/// </summary>
internal sealed class LiveStats(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>How old the numbers may be.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private Task<LiveStatsResponse>? current;
    private DateTimeOffset expires;

    /// <summary>The numbers, counted now or a moment ago. Giving up waiting does not stop the count that others wait for.</summary>
    public Task<LiveStatsResponse> GetAsync(CancellationToken ct)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (current is null || current.IsFaulted || current.IsCanceled || (current.IsCompleted && now >= expires))
            {
                expires = now + Lifetime;
                current = Task.Run(() => CountAsync(now), CancellationToken.None);
            }

            return current.WaitAsync(ct);
        }
    }

    /// <summary>
    /// Both counts and the median walk partial indexes and no table: cost rises with the open jobs and with the jobs
    /// of 30 days, not with all there ever were.
    /// </summary>
    private async Task<LiveStatsResponse> CountAsync(DateTimeOffset now)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MarketplaceDb>();
        var midnight = Period.StartOf(DateOnly.FromDateTime(now.UtcDateTime));
        var since = now - TimeSpan.FromDays(30);
        var rows = await db.RunAsync<LiveStatsResponse>($"""
            select (select count(*)::int from jobs where status = 'open' and bid_deadline > {now}) as open_jobs,
                (select count(*)::int from jobs where published_at >= {midnight}) as jobs_today,
                (select percentile_cont(0.5) within group (order by extract(epoch from first_bid_at - published_at)::float8 / 60)
                    from jobs where published_at >= {since} and first_bid_at is not null) as median_minutes_to_first_bid
            """, CancellationToken.None);
        return rows[0];
    }
}
