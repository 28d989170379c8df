using System.Diagnostics;
using System.Globalization;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>Brings the folder of one of the AppHost's standbys into a state from which it follows the primary.</summary>
internal sealed class ReplicaPreparation(
    int number, string postgresFolder, PostgresBinaries binaries, ServiceUser? user, Action<string> progress)
{
    private const string Prefix = "replica-";

    // Beside the primary's preferred port.
    private const int PreferredPort = 15432;

    private readonly StandbyFolder standby = new(
        Path.Combine(postgresFolder, NameOf(number)), $"postgres-{NameOf(number)}", binaries, user);

    /// <summary>Numbers of the standbys that earlier runs made.</summary>
    public static IReadOnlyList<int> Existing(string postgresFolder) => Directory.Exists(postgresFolder)
        ? [.. Directory.GetDirectories(postgresFolder, Prefix + "*")
            .Select(folder => int.TryParse(Path.GetFileName(folder)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : 0)
            .Where(known => known > 0).Order()]
        : [];

    /// <summary>Stops a standby of an earlier run whose orchestrator was killed.</summary>
    public static async Task StopLeftOverAsync(
        int number, string postgresFolder, Action<string> progress, CancellationToken cancellationToken)
    {
        var dataFolder = PostgresCluster.DataFolderIn(Path.Combine(postgresFolder, NameOf(number)));
        if (await PostmasterPidFile.StopAsync(dataFolder, cancellationToken) is { } pid)
        {
            progress($"postgres-{NameOf(number)}: stopped process {pid}, which an earlier run had left running on {dataFolder}");
        }
    }

    /// <summary>Copies the running primary when there is no copy, or none that can go on following it.</summary>
    public async Task<PreparedReplica> PrepareAsync(
        int primaryPort, ClusterCredentials credentials, PostgresSettings settings, CancellationToken cancellationToken)
    {
        Folders.Create(standby.Folder);
        if (await standby.CannotFollowAsync(primaryPort, credentials, cancellationToken) is { } reason)
        {
            progress($"{standby.Name}: {reason}; copying the primary");
            var watch = Stopwatch.StartNew();
            await standby.CopyAsync(primaryPort, credentials, cancellationToken);
            progress($"{standby.Name}: copied in {watch.ElapsedMilliseconds} ms");
        }

        var port = RememberedPort.Choose(standby.Name, standby.Folder, PreferredPort + number, progress);
        var command = PostgresCommands.StoppableServer(binaries, user, standby.DataFolder, port, standby.Follow(settings, primaryPort));
        return new PreparedReplica(
            number,
            credentials.ConnectionString(port, PostgresCluster.DatabaseName, PostgresRole.App),
            new LocalServerProcess(standby.Name, command.Program, standby.Folder, command.Arguments, new Dictionary<string, string>(), port),
            $"{standby.Name}: streaming standby, data in {standby.DataFolder}, 127.0.0.1:{port}")
        {
            MonitorConnectionString = credentials.ConnectionString(port, "postgres", PostgresRole.Superuser),
        };
    }

    /// <summary>Removes a standby that is no longer asked for, so that the primary stops keeping its log for it.</summary>
    public async Task RemoveAsync(int primaryPort, ClusterCredentials credentials, CancellationToken cancellationToken)
    {
        progress($"{standby.Name}: no longer asked for; deleting the copy");
        await StandbyFolder.DropSlotAsync(primaryPort, credentials, standby.Slot, cancellationToken);
        DataFolders.Delete(standby.Folder);
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");
}
