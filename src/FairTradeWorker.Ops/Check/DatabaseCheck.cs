using FairTradeWorker.Ops.Check.Invariants;
using Npgsql;

namespace FairTradeWorker.Ops.Check;

/// <summary>All that a database of the marketplace must keep, judged on one snapshot: it may be in use meanwhile.</summary>
internal static class DatabaseCheck
{
    private static readonly IReadOnlyList<Invariant> Always =
    [
        OneAward.Invariant, AgreedTerms.Invariant, LiveBids.Invariant, IdempotencyKeys.Answered, IdempotencyKeys.OneEffect,
        Messages.Numbered, Messages.OfMembers, Streams.Invariant, JobEvents.Told, JobEvents.NoWayBack, BidEvents.Told,
        MessageEvents.Told, EventsOfNothing.Invariant, Outbox.NoDeadLetters, new AuditChainIsWhole(),
    ];

    /// <param name="atRest">Nobody writes and the Worker has had its time, so that nothing may be left to do.</param>
    public static IReadOnlyList<Invariant> Invariants(bool atRest) => atRest ? [.. Always, Outbox.IsEmpty] : Always;

    /// <summary>Judges in a transaction of its own, in which nothing changes.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        NpgsqlDataSource dataSource, bool atRest, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var preparing = new NpgsqlCommand(
            "set transaction isolation level repeatable read, read only; set local statement_timeout = 0", connection);
        await preparing.ExecuteNonQueryAsync(cancellationToken);
        return await RunAsync(connection, atRest, cancellationToken);
    }

    /// <summary>Judges what this connection sees, the changes of its open transaction included.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        NpgsqlConnection connection, bool atRest, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var invariant in Invariants(atRest))
        {
            findings.Add(await invariant.JudgeAsync(connection, cancellationToken));
        }

        return findings;
    }
}
