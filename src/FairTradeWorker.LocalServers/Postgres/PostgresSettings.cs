using System.Globalization;
using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>
/// Settings of a development server, given on its command line so that they cannot drift from what is written here.
/// </summary>
/// <param name="Durable">False turns fsync and its kin off: faster, and a crash of the machine may lose the cluster.</param>
/// <param name="MaxConnections">Server connections.</param>
/// <param name="ReservedConnections">Of these, kept for superusers.</param>
/// <param name="Further">Further settings by their PostgreSQL names; they win over those made here.</param>
internal sealed record PostgresSettings(
    bool Durable, int MaxConnections, int ReservedConnections, IReadOnlyDictionary<string, string>? Further = null)
{
    /// <summary>Settings of a server with as many connections as the plan gives one.</summary>
    public static PostgresSettings Of(DatabaseLimits database, bool durable, IReadOnlyDictionary<string, string>? further = null) =>
        new(durable, database.ServerMaxConnections, database.ServerReservedConnections, further);

    public IReadOnlyList<string> Arguments(int port)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            // TCP only: no socket file whose folder two users would have to share.
            ["unix_socket_directories"] = "",
            ["max_connections"] = MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["superuser_reserved_connections"] = ReservedConnections.ToString(CultureInfo.InvariantCulture),
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_line_prefix"] = "%m [%p] %q%u@%d ",
            ["password_encryption"] = "scram-sha-256",
            ["shared_preload_libraries"] = "",
            // Every server can be followed and can follow, so that standbys are no other kind of cluster.
            ["wal_level"] = "replica",
            ["wal_log_hints"] = "on",
            ["max_wal_senders"] = "10",
            ["max_replication_slots"] = "10",
            ["max_slot_wal_keep_size"] = "1GB",
            ["wal_sender_timeout"] = "5s",
            ["wal_receiver_timeout"] = "5s",
            ["wal_retrieve_retry_interval"] = "500ms",
            ["hot_standby"] = "on",
            ["hot_standby_feedback"] = "on",
        };
        if (!Durable)
        {
            settings["fsync"] = "off";
            settings["synchronous_commit"] = "off";
            settings["full_page_writes"] = "off";
            // Its files lie in the data folder, so deleting that folder leaves nothing in /dev/shm.
            settings["dynamic_shared_memory_type"] = "mmap";
        }

        foreach (var (name, value) in Further ?? new Dictionary<string, string>())
        {
            settings[name] = value;
        }

        return [.. settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" })];
    }
}
