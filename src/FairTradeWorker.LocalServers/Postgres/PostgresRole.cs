namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>The roles of a cluster made here; each logs in over TCP with a password of its own (SCRAM-SHA-256).</summary>
public enum PostgresRole
{
    /// <summary><c>ftw_app</c>: reads and writes rows of what the owner made; makes nothing. The API and the Worker.</summary>
    App,

    /// <summary><c>ftw_owner</c>: owns the database and its tables; runs migrations; creates trusted extensions.</summary>
    Owner,

    /// <summary><c>postgres</c>: the superuser, for the tools that prepare and test clusters.</summary>
    Superuser,
}
