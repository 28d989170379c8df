using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FairTradeWorker.Marketplace.Platform.Data;

/// <summary>What the database said, by SQLSTATE and constraint name, never by message text.</summary>
internal static class DatabaseErrors
{
    // The driver has no name for it.
    private const string IdleInTransactionTimeout = "25P03";

    /// <summary>The named unique index refused the row.</summary>
    public static bool ViolatesUnique(this DbUpdateException exception, string index) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } error &&
        error.ConstraintName == index;

    /// <summary>The named foreign key found nothing to refer to.</summary>
    public static bool ViolatesForeignKey(this DbUpdateException exception, string constraint) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } error &&
        error.ConstraintName == constraint;

    /// <summary>The transaction lost a race and may simply be run again.</summary>
    public static bool IsSerializationFailure(this Exception exception) => Find(exception) is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
    };

    /// <summary>Waited too long for a row that another transaction holds.</summary>
    public static bool IsLockTimeout(this Exception exception) =>
        Find(exception) is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    /// <summary>
    /// The server or the pooler before it is away, restarting, full or too slow: trying later may help. PgBouncer says
    /// everything of that kind as a protocol violation (08P01).
    /// </summary>
    public static bool IsUnavailable(this Exception exception) => Find(exception) switch
    {
        PostgresException error => error.IsTransient ||
            error.SqlState is PostgresErrorCodes.QueryCanceled or IdleInTransactionTimeout ||
            error.SqlState.StartsWith("57P", StringComparison.Ordinal) || error.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException => true,
        _ => false,
    };

    /// <summary>No connection was free in time, or the statement ran for too long.</summary>
    public static bool IsFullOrTooSlow(this Exception exception) => Find(exception) is
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } or { InnerException: TimeoutException };

    /// <summary>The server stopped the statement because its time was over, or because somebody asked it to.</summary>
    public static bool IsStatementTimeout(this Exception exception) =>
        Find(exception) is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };

    private static NpgsqlException? Find(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is NpgsqlException found)
            {
                return found;
            }
        }

        return null;
    }
}
