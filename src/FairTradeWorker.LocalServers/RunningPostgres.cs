using FairTradeWorker.LocalServers.Postgres;
using FairTradeWorker.LocalServers.Processes;

namespace FairTradeWorker.LocalServers;

/// <summary>Finds the local PostgreSQL that an AppHost runs at this moment, for tools that work beside it.</summary>
public static class RunningPostgres
{
    /// <summary>
    /// The connection string, as the role that owns the database, of the server whose data lies where these options
    /// would put it; null when none runs. Starts and changes nothing.
    /// </summary>
    /// <exception cref="LocalServerException">One runs, but this user may not read its passwords.</exception>
    public static string? Find(LocalEnvironmentOptions options)
    {
        foreach (var folder in DataFolders.Candidates(options).Select(data => Path.Combine(data, PostgresPreparation.FolderName)))
        {
            var cluster = Path.Combine(folder, PostgresPreparation.ClusterName);
            try
            {
                if (PostmasterPidFile.Running(PostgresCluster.DataFolderIn(cluster)) is not null
                    && RememberedPort.Read(folder) is { } port)
                {
                    return PostgresCluster.Open(cluster).Credentials
                        .ConnectionString(port, PostgresCluster.DatabaseName, PostgresRole.Owner);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new LocalServerException($"The local PostgreSQL in {folder} cannot be looked at: {failure.Message}", failure);
            }
        }

        return null;
    }
}
