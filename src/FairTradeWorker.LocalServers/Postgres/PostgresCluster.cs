using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>
/// A cluster on disk: <c>pgdata</c> of the service user, and its passwords beside it. It is made under a temporary
/// name and renamed when nothing is left to do, so a folder with the final name is always whole.
/// </summary>
internal sealed record PostgresCluster(string Folder, ClusterCredentials Credentials)
{
    public const string DatabaseName = "fairtradeworker";

    private static readonly TimeSpan InitdbLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StatementsLimit = TimeSpan.FromMinutes(1);

    public string DataFolder => DataFolderIn(Folder);

    public static string DataFolderIn(string folder) => Path.Combine(folder, "pgdata");

    /// <summary>Opens a cluster that was made earlier.</summary>
    public static PostgresCluster Open(string folder) => new(folder, ClusterCredentials.Read(folder));

    /// <summary>The major version that made the cluster in this folder, or null when there is none.</summary>
    public static int? MajorOf(string folder)
    {
        var file = Path.Combine(DataFolderIn(folder), "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), out var major) ? major : null;
    }

    /// <summary>Makes <paramref name="folder"/>, with the product's database; roles come when it runs.</summary>
    /// <exception cref="LocalServerException">initdb or a statement failed, or took too long.</exception>
    public static async Task<PostgresCluster> CreateAsync(
        PostgresBinaries binaries, ServiceUser? user, string folder, CancellationToken cancellationToken)
    {
        var parent = Path.GetDirectoryName(folder) ?? throw new ArgumentException("A root folder cannot be a cluster.", nameof(folder));
        Folders.Create(parent);
        var making = new PostgresCluster(Folders.Temporary(parent), new ClusterCredentials());
        try
        {
            if (user is not null)
            {
                await user.CreateFolderAsync(making.DataFolder, cancellationToken);
            }

            await RunAsync("initdb", PostgresCommands.Initdb(binaries, user, making.DataFolder), null, InitdbLimit, cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(making.DataFolder, "pg_hba.conf"), ClientAuthentication, cancellationToken);
            await RunAsync(
                "The first statements",
                PostgresCommands.SingleUser(binaries, user, making.DataFolder, "template1"),
                ClusterStatements.For(making.Credentials),
                StatementsLimit,
                cancellationToken);
            making.Credentials.Write(making.Folder);
            Directory.Move(making.Folder, folder);
        }
        catch
        {
            Directory.Delete(making.Folder, recursive: true);
            throw;
        }

        return making with { Folder = folder };
    }

    private const string ClientAuthentication =
        """
        # TYPE  DATABASE     USER  ADDRESS        METHOD
        local   all          all                  scram-sha-256
        host    all          all   127.0.0.1/32   scram-sha-256
        host    replication  all   127.0.0.1/32   scram-sha-256

        """;

    private static async Task RunAsync(
        string what, Command command, string? input, TimeSpan limit, CancellationToken cancellationToken)
    {
        var result = await CommandRunner.RunAsync(command, limit, cancellationToken, "/", input);
        if (!result.Succeeded)
        {
            throw new LocalServerException($"{what} of a new PostgreSQL cluster failed (exit code {result.ExitCode}):\n{result.Tail}");
        }
    }
}
