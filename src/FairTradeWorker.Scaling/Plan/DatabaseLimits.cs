namespace FairTradeWorker.Scaling.Plan;

/// <summary>Connections and patience of everything that talks to PostgreSQL.</summary>
/// <param name="MinConnections">Server connections that are kept open.</param>
/// <param name="MaxConnections">Most server connections of the whole platform on the primary.</param>
/// <param name="ConnectionsWithoutPooler">What all processes together may open where no pooler stands between.</param>
/// <param name="ServerMaxConnections">PostgreSQL's own <c>max_connections</c>.</param>
/// <param name="ServerReservedConnections">Of these, kept for superusers.</param>
/// <param name="MigratorConnections">Of these, for the migrator.</param>
/// <param name="OperatorConnections">Of these, for operators, exporters and backups.</param>
/// <param name="ConnectTimeout">Longest time for opening a connection where nobody waits for it.</param>
/// <param name="IdleTimeout">A pooled connection that nobody used for so long is closed.</param>
/// <param name="TransactionAttempts">How often a transaction is tried that lost against another.</param>
/// <param name="MaxRows">Most rows that a query may bring into memory.</param>
/// <param name="PreparedStatements">Statements that each connection keeps prepared, where it can.</param>
/// <param name="PoolSizeBehindPooler">Most connections of one process to the pooler.</param>
public sealed record DatabaseLimits(
    int MinConnections,
    int MaxConnections,
    int ConnectionsWithoutPooler,
    int ServerMaxConnections,
    int ServerReservedConnections,
    int MigratorConnections,
    int OperatorConnections,
    TimeSpan ConnectTimeout,
    TimeSpan IdleTimeout,
    int TransactionAttempts,
    int MaxRows,
    int PreparedStatements,
    int PoolSizeBehindPooler,
    DatabaseRoles Roles);

/// <summary>Who asks the database, each with its own patience and its own share of the connections.</summary>
public sealed record DatabaseRoles(DatabaseRole Api, DatabaseRole Search, DatabaseRole Worker, DatabaseRole Analytics)
{
    /// <summary>How many there are; each logs in as a user of its own.</summary>
    internal const int Count = 4;
}

/// <summary>One kind of work on the database.</summary>
/// <param name="PoolPercent">Its share of the connections of a process.</param>
/// <param name="AcquireTimeout">Longest wait for a connection from the pool.</param>
public sealed record DatabaseRole(
    int PoolPercent, TimeSpan AcquireTimeout, TimeSpan StatementTimeout, TimeSpan LockTimeout, TimeSpan IdleInTransactionTimeout);

/// <summary>PgBouncer, in front of each PostgreSQL server. Every process must be able to live with transaction mode.</summary>
/// <param name="MaxPreparedStatements">Only obeyed by version 1.21 and newer.</param>
public sealed record PoolerLimits(
    string PoolMode,
    int MinPoolSize,
    int DefaultPoolSize,
    int ReservePoolSize,
    TimeSpan ReservePoolTimeout,
    int MaxDbConnections,
    int MaxClientConnections,
    TimeSpan QueryWaitTimeout,
    TimeSpan ServerLifetime,
    int MaxPreparedStatements);

/// <summary>Streaming standbys: who reads from which, and how old their data may be.</summary>
/// <param name="Browsing">Number of the replica, from 1, that answers job lists and search.</param>
/// <param name="Analytics">Number of the replica that answers reports.</param>
/// <param name="MaxStaleness">A replica further behind leaves the rotation.</param>
/// <param name="BackBelow">A replica that left must be less behind than this …</param>
/// <param name="BackAfter">… for so long to come back.</param>
/// <param name="RememberWriteFor">For so long after a write its user reads from the primary.</param>
public sealed record ReplicaLimits(
    int Count,
    int Browsing,
    int Analytics,
    TimeSpan MaxStaleness,
    TimeSpan BackBelow,
    TimeSpan BackAfter,
    TimeSpan Poll,
    TimeSpan RememberWriteFor);
