using System.ComponentModel.DataAnnotations;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>Section <c>Database</c> of the configuration.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Most connections of this process.</summary>
    [Range(1, 1000)]
    public int MaxPoolSize { get; init; } = 20;

    /// <summary>Seconds that a request waits for a connection.</summary>
    [Range(1, 60)]
    public int AcquireTimeoutSeconds { get; init; } = 3;

    /// <summary>Seconds that a statement of a request may run.</summary>
    [Range(1, 300)]
    public int StatementTimeoutSeconds { get; init; } = 8;

    /// <summary>
    /// Statements of this process that PostgreSQL keeps prepared; 0 behind a pooler that cannot carry them
    /// (PgBouncer before 1.21 in transaction mode).
    /// </summary>
    [Range(0, 500)]
    public int PreparedStatements { get; init; } = 100;
}
