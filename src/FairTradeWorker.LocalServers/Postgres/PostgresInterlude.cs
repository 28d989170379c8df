using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>
/// The AppHost's primary, run for a moment while it is prepared: for what can only be done to a running server. It
/// ends with this process too.
/// </summary>
internal sealed class PostgresInterlude : IAsyncDisposable
{
    // After a crash it replays up to max_wal_size of log first.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);

    private readonly ServerProcess process;

    private PostgresInterlude(ServerProcess process) => this.process = process;

    public static async Task<PostgresInterlude> StartAsync(
        Command server, int port, ClusterCredentials credentials, CancellationToken cancellationToken)
    {
        var interlude = new PostgresInterlude(await ServerProcess.StartAsync(server, "/"));
        try
        {
            var probe = credentials.ConnectionString(port, "postgres", PostgresRole.Superuser);
            return await PostgresStart.AnswersAsync(interlude.process, port, probe, StartLimit, cancellationToken)
                ? interlude
                : throw new LocalServerException($"Port {port} was taken by another program at this moment. Start again.");
        }
        catch
        {
            await interlude.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fast shutdown, so that the server starts next time without recovery.</summary>
    public async ValueTask DisposeAsync()
    {
        await process.StopAsync(Posix.Interrupt, StopLimit, CancellationToken.None);
        process.Dispose();
    }
}
