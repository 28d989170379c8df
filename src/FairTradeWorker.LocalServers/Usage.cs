namespace FairTradeWorker.LocalServers;

/// <summary>What the command line answers to <c>--help</c>.</summary>
internal static class Usage
{
    public const string Text =
        """
        FairTradeWorker.LocalServers: finds, prepares and runs PostgreSQL and Redis without Docker.
        The AppHost and the tests use it as a library; as a program it runs one server in the foreground.

        Commands
          garnet --port N [--memory 256m]   a Redis-protocol server on 127.0.0.1, in memory, until SIGTERM

        Variables (the AppHost and the tests honour them too)
          ConnectionStrings__Postgres   a PostgreSQL that already runs; nothing is started
          ConnectionStrings__PostgresMigrator   the same for migrations, when another role runs them
          ConnectionStrings__PostgresReplica1   a standby of that PostgreSQL (…Replica2 the next one)
          FTW_PG_BIN                    folder with initdb and postgres, or 'embedded' for the npm package
          FTW_PGBOUNCER                 a pgbouncer that is not on PATH
          ConnectionStrings__Redis      a Redis that already runs; nothing is started
          FTW_REDIS                     'redis-server' or 'garnet' instead of the first that is found
          FTW_DATA                      folder for data, ports and passwords
          FTW_CACHE                     folder for fetched programs
        """;
}
