using System.Diagnostics.Metrics;

namespace FairTradeWorker.Marketplace.Platform.Data.Nodes;

/// <summary>Meter <c>FairTradeWorker.Database</c>: which server is read from, and how far each is behind.</summary>
internal sealed class NodeMetrics
{
    private readonly Counter<long> reads;
    private readonly Counter<long> retries;

    public NodeMetrics(IMeterFactory meters, DatabaseNodes nodes)
    {
        var meter = meters.Create("FairTradeWorker.Database");
        reads = meter.CreateCounter<long>("ftw.database.reads", "{read}", "Reads by the server that they were sent to");
        retries = meter.CreateCounter<long>("ftw.database.read.retries", "{read}", "Reads that failed on a server and went on with another");
        meter.CreateObservableGauge("ftw.database.replica.staleness", () => nodes.Replicas
            .Where(node => node.State.Staleness is not null)
            .Select(node => new Measurement<double>((node.State.Staleness ?? default).TotalSeconds, Tag(node))), "s",
            "How far a server is behind the primary");
        meter.CreateObservableGauge("ftw.database.node.in_rotation", () => nodes.All
            .Select(node => new Measurement<int>(node.State.InRotation ? 1 : 0, Tag(node))), "{node}",
            "1 while readers are sent to the server");
        meter.CreateObservableGauge("ftw.database.writable", () => nodes.CanWrite ? 1 : 0, "{primary}",
            "1 while there is a primary to write to");
    }

    public void Read(DatabaseNode node, Reading reading) => reads.Add(1, Tag(node), Tag(reading));

    public void Retried(DatabaseNode node, Reading reading) => retries.Add(1, Tag(node), Tag(reading));

    private static KeyValuePair<string, object?> Tag(DatabaseNode node) => new("ftw.database.node", node.Name);

    private static KeyValuePair<string, object?> Tag(Reading reading) => new("ftw.database.reading", reading switch
    {
        Reading.Browsing => "browsing",
        Reading.Analytics => "analytics",
        _ => "current",
    });
}
