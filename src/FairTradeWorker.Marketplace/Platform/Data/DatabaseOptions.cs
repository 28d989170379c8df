using System.ComponentModel.DataAnnotations;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>
/// Section <c>Database</c> of the configuration: what a process must know of its surroundings. Sizes and times of the
/// pools are the scaling plan's.
/// </summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Whether the connection strings lead to PgBouncer in transaction mode.</summary>
    public bool BehindPooler { get; init; }

    /// <summary>
    /// Processes of the platform that share the connections where there is no pooler; the plan's smallest number of
    /// instances and workers when not given.
    /// </summary>
    [Range(1, 1000)]
    public int? Processes { get; init; }

    /// <summary>
    /// Statements that each connection keeps prepared, when it is not the plan's number; 0 behind a pooler that
    /// cannot carry them (PgBouncer before 1.21).
    /// </summary>
    [Range(0, 500)]
    public int? PreparedStatements { get; init; }

    /// <summary>What this process is, set by the program and not by configuration.</summary>
    internal DatabaseWork Work { get; set; } = DatabaseWork.Api;
}
