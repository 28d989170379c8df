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

    /// <summary>Most connections of this process for text search, beside <see cref="MaxPoolSize"/>.</summary>
    [Range(1, 100)]
    public int SearchPoolSize { get; init; } = 4;

    /// <summary>Seconds that a search waits for one of them.</summary>
    [Range(1, 60)]
    public int SearchAcquireTimeoutSeconds { get; init; } = 1;

    /// <summary>Milliseconds that a statement of a search may run; the dearest needs about 10 of CPU.</summary>
    [Range(10, 60_000)]
    public int SearchStatementTimeoutMilliseconds { get; init; } = 1_000;

    /// <summary>
    /// Statements of this process that PostgreSQL keeps prepared; 0 behind a pooler that cannot carry them
    /// (PgBouncer before 1.21 in transaction mode).
    /// </summary>
    [Range(0, 500)]
    public int PreparedStatements { get; init; } = 100;
}
