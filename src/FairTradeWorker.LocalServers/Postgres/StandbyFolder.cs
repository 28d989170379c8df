using System.Globalization;
using FairTradeWorker.LocalServers.Processes;
using Npgsql;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>
/// A standby's folder: <c>pgdata</c>, copied from the primary by a base backup, and beside it what the standby needs to
/// log in there. The copy is made under a temporary name and renamed when it is complete.
/// </summary>
/// <param name="Folder">Absolute path.</param>
/// <param name="Name">The standby's name, as the primary's views show it.</param>
internal sealed record StandbyFolder(string Folder, string Name, PostgresBinaries Binaries, ServiceUser? User)
{
    private const string SystemUser = "postgres";
    private static readonly TimeSpan BackupLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(30);

    public string DataFolder => PostgresCluster.DataFolderIn(Folder);

    /// <summary>The slot on the primary that keeps the write-ahead log which this standby still needs.</summary>
    public string Slot => SlotOf(Name);

    private string PasswordFile => Path.Combine(Folder, "primary.pgpass");

    private string BootFile => Path.Combine(Folder, "boot-id");

    private string BackupProgram => Path.Combine(Binaries.Folder, "pg_basebackup");

    public static string SlotOf(string name) => name.Replace('-', '_');

    /// <summary>Copies the running primary into this folder; whatever was there before is gone.</summary>
    /// <exception cref="LocalServerException">There is no pg_basebackup, or it failed.</exception>
    public async Task CopyAsync(int primaryPort, ClusterCredentials credentials, CancellationToken cancellationToken)
    {
        RequireBackupProgram(Binaries);
        Folders.Create(Folder);
        Folders.SweepTemporary(Folder);
        DataFolders.Delete(DataFolder);
        await DropSlotAsync(primaryPort, credentials, Slot, cancellationToken);
        await WritePasswordAsync(primaryPort, credentials, cancellationToken);
        var making = Folders.Temporary(Folder);
        var copy = PostgresCluster.DataFolderIn(making);
        try
        {
            if (User is not null)
            {
                await User.CreateFolderAsync(copy, cancellationToken);
            }

            var command = PostgresCommands.Standalone(
                User, BackupProgram, "-D", copy, "-R", "-X", "stream", "-c", "fast", "--no-sync", "-C", "-S", Slot, "-d", Primary(primaryPort));
            var result = await CommandRunner.RunAsync(command, BackupLimit, cancellationToken);
            if (!result.Succeeded)
            {
                throw new LocalServerException($"The base backup for {Name} failed (exit code {result.ExitCode}):\n{result.Tail}");
            }

            Directory.Move(copy, DataFolder);
            await File.WriteAllTextAsync(BootFile, BootId(), cancellationToken);
        }
        finally
        {
            Directory.Delete(making, recursive: true);
        }
    }

    /// <summary>Why this copy cannot go on following the running primary, as a clause; null when it can.</summary>
    public async Task<string?> CannotFollowAsync(int primaryPort, ClusterCredentials credentials, CancellationToken cancellationToken)
    {
        if (PostgresCluster.MajorOf(Folder) is not { } major)
        {
            return "there is no copy of the primary yet";
        }

        if (major != Binaries.Major)
        {
            return $"it was made by PostgreSQL {major}";
        }

        if (!File.Exists(Path.Combine(DataFolder, "standby.signal")))
        {
            return "it was promoted and went its own way";
        }

        // A standby runs without fsync, so a crash of the machine may have torn its files.
        if (!File.Exists(BootFile) || await File.ReadAllTextAsync(BootFile, cancellationToken) != BootId())
        {
            return "the machine was started anew since it was made";
        }

        // Port or password may have changed since.
        await WritePasswordAsync(primaryPort, credentials, cancellationToken);
        var own = await ControlDataAsync(cancellationToken);
        await using var primary = await OpenPrimaryAsync(primaryPort, credentials, cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            select (select system_identifier::text from pg_control_system()) = $1,
                pg_current_wal_insert_lsn() >= $2::pg_lsn,
                coalesce((select wal_status in ('reserved', 'extended') from pg_replication_slots where slot_name = $3), false)
            """,
            primary)
        { Parameters = { new() { Value = own.System }, new() { Value = own.End }, new() { Value = Slot } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2)) switch
        {
            (false, _, _) => "it is a copy of another cluster",
            (_, false, _) => "the primary is older than it, as after a restore",
            (_, _, false) => "the primary no longer has the write-ahead log that it lacks",
            _ => null,
        };
    }

    /// <summary>Settings that make a server of this folder follow the primary on this port.</summary>
    public PostgresSettings Follow(PostgresSettings settings, int primaryPort) => settings with
    {
        Durable = false,
        Further = new Dictionary<string, string>(settings.Further ?? new Dictionary<string, string>())
        {
            ["cluster_name"] = Name,
            ["primary_conninfo"] = Primary(primaryPort),
            ["primary_slot_name"] = Slot,
        },
    };

    /// <summary>Frees the write-ahead log that the primary keeps for a standby that will not come back.</summary>
    public static async Task DropSlotAsync(
        int primaryPort, ClusterCredentials credentials, string slot, CancellationToken cancellationToken)
    {
        await using var primary = await OpenPrimaryAsync(primaryPort, credentials, cancellationToken);
        await using var command = new NpgsqlCommand(
            "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1 and not active", primary)
        { Parameters = { new() { Value = slot } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <exception cref="LocalServerException">These binaries cannot copy a cluster; the message says what helps.</exception>
    public static void RequireBackupProgram(PostgresBinaries binaries)
    {
        if (!SearchPath.IsExecutable(Path.Combine(binaries.Folder, "pg_basebackup")))
        {
            throw new LocalServerException(
                $"No pg_basebackup in {binaries.Folder} ({binaries.Source}), so there can be no replicas; the npm package never has it. Any one of these helps:\n"
                + "  apt-get install postgresql          (or your system's package, with its client programs)\n"
                + "  FTW_PG_BIN=/path/to/bin             a folder with initdb, postgres and pg_basebackup\n"
                + "  leave out --replicas                everything is read from the primary then");
        }
    }

    private static async Task<NpgsqlConnection> OpenPrimaryAsync(
        int port, ClusterCredentials credentials, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(
            credentials.ConnectionString(port, "postgres", PostgresRole.Superuser))
        { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private string Primary(int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"host=127.0.0.1 port={port} user={SystemUser} passfile='{Quoted(PasswordFile)}' application_name={Name}");

    private static string Quoted(string value) => value.Replace(@"\", @"\\").Replace("'", @"\'");

    private async Task WritePasswordAsync(int port, ClusterCredentials credentials, CancellationToken cancellationToken) =>
        await Folders.WriteSecretAsync(
            PasswordFile,
            string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}:*:{SystemUser}:{credentials.Superuser}\n"),
            User,
            cancellationToken);

    private async Task<(string System, string End)> ControlDataAsync(CancellationToken cancellationToken)
    {
        var result = await CommandRunner.RunAsync(
            PostgresCommands.Standalone(User, Path.Combine(Binaries.Folder, "pg_controldata"), DataFolder), CommandLimit, cancellationToken);
        return (Value("Database system identifier:"), Value("Minimum recovery ending location:"));

        string Value(string label) => result.Output.Split('\n')
            .FirstOrDefault(line => line.StartsWith(label, StringComparison.Ordinal))?[label.Length..].Trim()
            ?? throw new LocalServerException($"pg_controldata says nothing about {DataFolder}:\n{result.Tail}");
    }

    private static string BootId()
    {
        const string file = "/proc/sys/kernel/random/boot_id";
        return File.Exists(file) ? File.ReadAllText(file).Trim() : "";
    }
}
