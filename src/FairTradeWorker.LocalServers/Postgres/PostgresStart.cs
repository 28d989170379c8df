using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>Watches a server that has just been started.</summary>
internal static class PostgresStart
{
    /// <summary>Waits until the server answers; false when it ended because its port was taken in the meantime.</summary>
    /// <param name="probe">A connection string of a role that can always log in.</param>
    /// <exception cref="LocalServerException">It ended for another reason, or did not answer within the limit.</exception>
    public static async Task<bool> AnswersAsync(
        ServerProcess process, int port, string probe, TimeSpan limit, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < limit; waited += TimeSpan.FromMilliseconds(10))
        {
            if (process.HasExited)
            {
                var words = await process.LastWordsAsync(cancellationToken);
                return words.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal)
                    ? false
                    : throw new LocalServerException($"PostgreSQL ended while it started:\n{words}");
            }

            if (!FreePort.IsFree(port) && await LocalServerProbe.PostgresAnswersAsync(probe, cancellationToken))
            {
                return true;
            }

            await Task.Delay(10, cancellationToken);
        }

        throw new LocalServerException($"PostgreSQL did not answer within {limit.TotalSeconds:0} s:\n{process.Tail}");
    }
}
