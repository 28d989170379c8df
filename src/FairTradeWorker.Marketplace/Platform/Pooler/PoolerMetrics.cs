using System.Diagnostics.Metrics;

namespace FairTradeWorker.Marketplace.Platform.Pooler;

/// <summary>What PgBouncer says of its pools, by database. Nothing is reported while it does not answer.</summary>
internal sealed class PoolerMetrics
{
    public const string MeterName = "FairTradeWorker.Pooler";

    private IReadOnlyList<PoolerDatabase> databases = [];

    public PoolerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        Gauge("pooler.clients.active", "{connection}", "Clients that have a server connection or want none.", database => database.ClientsActive);
        Gauge("pooler.clients.waiting", "{connection}", "Clients that wait for a server connection.", database => database.ClientsWaiting);
        Gauge("pooler.servers.active", "{connection}", "Server connections that a client has.", database => database.ServersActive);
        Gauge("pooler.servers.idle", "{connection}", "Server connections that are free.", database => database.ServersIdle);
        meter.CreateObservableGauge("pooler.maxwait", () => Measure(database => database.MaxWaitSeconds), "s", "How long the first in the queue has waited.");
        Counter("pooler.transactions", "{transaction}", "Transactions since the pooler's start.", database => database.Transactions);
        Counter("pooler.queries", "{query}", "Queries since the pooler's start.", database => database.Queries);
        meter.CreateObservableCounter("pooler.wait", () => Measure(database => database.WaitedSeconds), "s", "Time that clients have waited for a server connection.");

        void Gauge(string name, string unit, string description, Func<PoolerDatabase, long> value) =>
            meter.CreateObservableGauge(name, () => Measure(value), unit, description);

        void Counter(string name, string unit, string description, Func<PoolerDatabase, long> value) =>
            meter.CreateObservableCounter(name, () => Measure(value), unit, description);
    }

    public void Observe(IReadOnlyList<PoolerDatabase> now) => databases = now;

    private IEnumerable<Measurement<T>> Measure<T>(Func<PoolerDatabase, T> value)
        where T : struct =>
        databases.Select(database => new Measurement<T>(value(database), new KeyValuePair<string, object?>("database", database.Name)));
}

/// <summary>One database of PgBouncer, over all its users.</summary>
/// <param name="MaxWaitSeconds">Of the first in the queue at this moment; 0 when nobody waits.</param>
/// <param name="WaitedSeconds">Of all clients since the pooler's start.</param>
internal sealed record PoolerDatabase(
    string Name, long ClientsActive, long ClientsWaiting, long ServersActive, long ServersIdle, double MaxWaitSeconds,
    long Transactions, long Queries, double WaitedSeconds);
