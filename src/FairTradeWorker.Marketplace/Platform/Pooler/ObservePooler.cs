using System.Globalization;
using System.Net.Sockets;
using FairTradeWorker.Marketplace.Platform.Data;

namespace FairTradeWorker.Marketplace.Platform.Pooler;

/// <summary>Asks PgBouncer for its statistics for the gauges. The Worker runs it.</summary>
internal sealed class ObservePooler(PoolerAdminOptions admin, PoolerMetrics metrics)
{
    private const string Itself = "pgbouncer";

    /// <returns>0: there is never more to do at once.</returns>
    /// <exception cref="PoolerConsoleException">The console refuses; the gauges are empty then.</exception>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        try
        {
            metrics.Observe(await ReadAsync(ct));
            return 0;
        }
        catch (Exception exception) when (exception is IOException or SocketException or PoolerConsoleException)
        {
            metrics.Observe([]);
            throw;
        }
    }

    private async Task<IReadOnlyList<PoolerDatabase>> ReadAsync(CancellationToken ct)
    {
        using var console = await PoolerConsole.OpenAsync(admin, ct);
        var pools = (await console.ShowAsync("POOLS", ct)).ToLookup(pool => pool["database"]);
        var stats = await console.ShowAsync("STATS", ct);
        return
        [
            .. stats.Where(database => database["database"] != Itself).Select(database =>
            {
                var name = database["database"];
                return new PoolerDatabase(
                    name,
                    pools[name].Sum(pool => Number(pool, "cl_active")),
                    pools[name].Sum(pool => Number(pool, "cl_waiting")),
                    pools[name].Sum(pool => Number(pool, "sv_active")),
                    pools[name].Sum(pool => Number(pool, "sv_idle")),
                    pools[name].Select(pool => Number(pool, "maxwait") + Seconds(Number(pool, "maxwait_us"))).DefaultIfEmpty().Max(),
                    Number(database, "total_xact_count"),
                    Number(database, "total_query_count"),
                    Seconds(Number(database, "total_wait_time")));
            }),
        ];
    }

    private static long Number(IReadOnlyDictionary<string, string> row, string column) => row.TryGetValue(column, out var text)
        ? long.Parse(text, CultureInfo.InvariantCulture)
        : throw new PoolerConsoleException($"The pooler's statistics have no column {column}.");

    private static double Seconds(long microseconds) => microseconds / 1e6;
}
