namespace FairTradeWorker.LocalServers.Postgres;

/// <summary>The roles of a cluster made here; each logs in over TCP with a password of its own (SCRAM-SHA-256).</summary>
public enum PostgresRole
{
    /// <summary><c>ftw_app</c>: reads and writes rows of what the owner made; makes nothing. Whoever has no role of his own.</summary>
    App,

    /// <summary><c>ftw_owner</c>: owns the database and its tables; runs migrations; creates trusted extensions.</summary>
    Owner,

    /// <summary><c>ftw_api</c>: a member of the former, with the patience of API requests.</summary>
    Api,

    /// <summary><c>ftw_search</c>: the same for text search.</summary>
    Search,

    /// <summary><c>ftw_worker</c>: the same for the Worker.</summary>
    Worker,

    /// <summary><c>ftw_analytics</c>: the same for reports.</summary>
    Analytics,

    /// <summary><c>postgres</c>: the superuser, for the tools that prepare and test clusters.</summary>
    Superuser,
}
