using System.Globalization;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>
/// Settings of a development server, given on its command line so that they cannot drift from what is written here.
/// Replication, logging and the like are added through <paramref name="Further"/>.
/// </summary>
/// <param name="Durable">False turns fsync and its kin off: faster, and a crash of the machine may lose the cluster.</param>
/// <param name="MaxConnections">Server connections.</param>
/// <param name="Further">Further settings by their PostgreSQL names; they win over those made here.</param>
internal sealed record PostgresSettings(
    bool Durable, int MaxConnections, IReadOnlyDictionary<string, string>? Further = null)
{
    public IReadOnlyList<string> Arguments(int port)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            // TCP only: no socket file whose folder two users would have to share.
            ["unix_socket_directories"] = "",
            ["max_connections"] = MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_line_prefix"] = "%m [%p] %q%u@%d ",
            ["password_encryption"] = "scram-sha-256",
            ["shared_preload_libraries"] = "",
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
