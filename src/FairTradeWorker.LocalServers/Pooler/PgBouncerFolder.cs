using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Rendering;

namespace FairTradeWorker.LocalServers.Pooler;

/// <summary>
/// The configuration of a local PgBouncer in a folder of its own: the file that production has too, for the servers
/// and the version at hand.
/// </summary>
internal sealed record PgBouncerFolder(string Folder, PgBouncerProgram Program, ServiceUser? User)
{
    /// <summary>Who reads statistics from the console.</summary>
    public const string Monitor = "pgbouncer_stats";

    private string UserFile => Path.Combine(Folder, "userlist.txt");

    private string Settings => Path.Combine(Folder, "pgbouncer.ini");

    /// <summary>Writes what PgBouncer reads; <paramref name="ports"/> are the primary's and then the standbys'.</summary>
    public async Task WriteAsync(
        ScalingPlan plan, ClusterCredentials credentials, int port, IReadOnlyList<int> ports, CancellationToken cancellationToken)
    {
        Folders.Create(Folder);
        var users = $"\"{PostgresRoles.Pooler}\" \"{credentials.Pooler}\"\n\"{Monitor}\" \"{credentials.PoolerMonitor}\"\n";
        await Folders.WriteSecretAsync(UserFile, users, User, cancellationToken);
        var setup = new PoolerSetup(
            [.. ports.Select((server, number) => new PoolerNode(PoolerSetup.DatabaseOf(number), "127.0.0.1", server, PostgresCluster.DatabaseName))],
            "127.0.0.1", port, new(UserFile, PostgresRoles.Pooler, Monitor), Program.KeepsPreparedStatements);
        await Folders.WriteSecretAsync(Settings, PgBouncerIni.Render(plan, setup), User, cancellationToken);
    }

    /// <summary>Runs it in the foreground.</summary>
    public Command Command => new(Program.Path, Settings);

    /// <summary>Stops one of an earlier run that outlived it; it is known by the settings that it was started with.</summary>
    public static async Task<int?> StopLeftOverAsync(string folder, CancellationToken cancellationToken)
    {
        var settings = Path.Combine(folder, "pgbouncer.ini");
        if (ProcessTable.WorkingIn(folder).Where(pid => ProcessTable.Arguments(pid).Contains(settings)).ToArray() is not [var pid, ..])
        {
            return null;
        }

        // Newer versions take SIGTERM as a wish to wait for their clients.
        Posix.Signal(pid, Posix.Kill);
        await ProcessTable.HasEndedAsync(pid, TimeSpan.FromSeconds(10), cancellationToken);
        return pid;
    }
}
