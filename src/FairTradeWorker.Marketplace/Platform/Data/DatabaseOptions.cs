using System.ComponentModel.DataAnnotations;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>
/// Section <c>Database</c> of the configuration: what only the place knows where a process runs. Sizes and timeouts
/// are the scaling plan's and cannot be set here; a key that is none of these is refused.
/// </summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>True when PgBouncer in transaction mode stands between this process and PostgreSQL.</summary>
    public bool BehindPooler { get; init; }

    /// <summary>
    /// How many processes of the platform share the server's connections; null for the fewest that the plan runs. Only
    /// asked without a pooler.
    /// </summary>
    [Range(1, 1000)]
    public int? Processes { get; init; }

    /// <summary>
    /// Statements that each connection keeps prepared; null for the plan's number. 0 behind a pooler that cannot carry
    /// them (PgBouncer before 1.21).
    /// </summary>
    [Range(0, 500)]
    public int? PreparedStatements { get; init; }

    /// <summary>Users whose timeouts the server knows; where one is missing, the connection string's user does that work.</summary>
    [ValidateDatabaseUsers]
    public DatabaseUsers Users { get; init; } = new();

    /// <summary>
    /// A folder on the volume of the primary's data, where the Worker can see it; it measures how full that volume is and
    /// reads nothing in it. Null elsewhere.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>The console of PgBouncer, which the Worker reads statistics from; null where there is none.</summary>
    [ValidatePoolerAdmin]
    public PoolerAdminOptions? PoolerAdmin { get; init; }
}

/// <summary>One user for each kind of work.</summary>
public sealed class DatabaseUsers
{
    public DatabaseUser? Api { get; init; }

    public DatabaseUser? Search { get; init; }

    public DatabaseUser? Worker { get; init; }

    public DatabaseUser? Analytics { get; init; }
}

/// <summary>A user of the database.</summary>
public sealed class DatabaseUser
{
    public string? Name { get; init; }

    public string? Password { get; init; }
}

/// <summary>How to reach PgBouncer's console, as a user of its <c>stats_users</c>.</summary>
public sealed class PoolerAdminOptions
{
    public string? Host { get; init; }

    public int Port { get; init; } = 6432;

    public string? Name { get; init; }

    public string? Password { get; init; }
}
