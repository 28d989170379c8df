using System.Diagnostics.Metrics;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>
/// Meter <c>FairTradeWorker.DatabaseServer</c>: what the primary says of itself. Nothing is reported while it does not answer.
/// </summary>
internal sealed class ServerMetrics
{
    private ServerState? state;

    public ServerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("FairTradeWorker.DatabaseServer");
        Gauge("ftw.database.server.connections", "{connection}", "Connections to the primary, of everybody", now => now.Connections);
        Gauge("ftw.database.server.connections.max", "{connection}", "Most connections that the primary accepts", now => now.MaxConnections);
        Gauge("ftw.database.size", "By", "Size of the database on the primary", now => now.Bytes);
        Gauge("ftw.database.volume.used", "By", "Used part of the volume that holds the database", now => now.Volume?.Used);
        Gauge("ftw.database.volume.size", "By", "Size of the volume that holds the database", now => now.Volume?.Size);

        void Gauge(string name, string unit, string description, Func<ServerState, long?> value) =>
            meter.CreateObservableGauge(name, () => state is { } now && value(now) is { } number ? [new Measurement<long>(number)] : Array.Empty<Measurement<long>>(), unit, description);
    }

    public void Observe(ServerState? now) => state = now;
}

/// <summary>The primary at one moment.</summary>
/// <param name="Volume">Null where this process cannot see it.</param>
internal sealed record ServerState(long Connections, long MaxConnections, long Bytes, VolumeState? Volume);

/// <summary>A file system, in bytes.</summary>
/// <param name="Used">Includes what is kept for root: a database cannot have it.</param>
internal sealed record VolumeState(long Used, long Size);
