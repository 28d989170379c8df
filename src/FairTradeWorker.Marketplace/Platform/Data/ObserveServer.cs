using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>Asks the primary how it is, for the gauges. The Worker runs it.</summary>
internal sealed class ObserveServer(MarketplaceDb db, ServerMetrics metrics, IOptions<DatabaseOptions> options)
{
    /// <returns>0: there is never more to do at once.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        try
        {
            // Any role may read this view; pg_stat_activity hides from it what others do.
            var numbers = await db.Database.SqlQuery<long>($"""
                select unnest(array[
                  (select coalesce(sum(numbackends), 0)::bigint from pg_stat_database),
                  current_setting('max_connections')::bigint,
                  pg_database_size(current_database())]) as "Value"
                """).ToListAsync(ct);
            metrics.Observe(new(numbers[0], numbers[1], numbers[2], Volume(options.Value.DataFolder)));
            return 0;
        }
        catch
        {
            metrics.Observe(null);
            throw;
        }
    }

    private static VolumeState? Volume(string? folder) => string.IsNullOrWhiteSpace(folder) || !Directory.Exists(folder)
        ? null
        : new DriveInfo(folder) is var drive ? new(drive.TotalSize - drive.AvailableFreeSpace, drive.TotalSize) : null;
}
