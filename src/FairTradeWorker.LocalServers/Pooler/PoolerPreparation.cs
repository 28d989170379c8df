using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Pooler;

/// <summary>Prepares the AppHost's PgBouncer in front of the local PostgreSQL servers.</summary>
internal sealed class PoolerPreparation(
    LocalEnvironmentOptions options, string folder, ServiceUser? user, Action<string> progress)
{
    private const int PreferredPort = 16432;

    public string Folder { get; } = folder;

    public async Task StopLeftOverAsync(CancellationToken cancellationToken)
    {
        if (await PgBouncerFolder.StopLeftOverAsync(Folder, cancellationToken) is { } pid)
        {
            progress($"pgbouncer: stopped process {pid}, which an earlier run had left running");
        }
    }

    /// <summary>Null when PgBouncer is not installed or not wanted; everybody connects to PostgreSQL directly then.</summary>
    public async Task<PreparedPooler?> PrepareAsync(PreparedPostgres postgres, CancellationToken cancellationToken)
    {
        if (!options.Pooler || postgres.Process is not { } primary || postgres.Credentials is not { } credentials
            || await PgBouncerProgram.FindAsync(options.PgBouncerProgram, user, cancellationToken) is not { } program)
        {
            return null;
        }

        Folders.Create(Folder);
        var port = RememberedPort.Choose("pgbouncer", Folder, PreferredPort, progress);
        var configuration = new PgBouncerFolder(Folder, program, user);
        var ports = new[] { primary.Port }.Concat(postgres.Replicas.Select(replica => replica.Process?.Port ?? 0)).ToList();
        await configuration.WriteAsync(options.Plan, credentials, port, ports, cancellationToken);
        var command = configuration.Command.Through(user?.Prefix ?? []);
        return new PreparedPooler(
            new LocalServerProcess("pgbouncer", command.Program, Folder, command.Arguments, new Dictionary<string, string>(), port),
            credentials,
            program.KeepsPreparedStatements,
            $"pgbouncer: {program.Path} (version {program.Version}), transaction mode, 127.0.0.1:{port}"
            + (program.KeepsPreparedStatements ? "" : "; statements are not prepared, which version 1.21 would keep"));
    }
}
