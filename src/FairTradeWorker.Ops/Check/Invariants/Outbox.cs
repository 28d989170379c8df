namespace FairTradeWorker.Ops.Check.Invariants;

/// <summary>What must be told gets told.</summary>
internal static class Outbox
{
    public static Invariant NoDeadLetters { get; } = new SqlInvariant(
        "no dead letters",
        "nothing was given up",
        "select count(*) from outbox_messages",
        "select type || ' ' || id || ': ' || coalesce(last_error, '') from outbox_messages where dead_at is not null");

    public static Invariant IsEmpty { get; } = new SqlInvariant(
        "outbox empty",
        "nothing is left to be told",
        "select count(*) from outbox_messages",
        "select type || ' ' || id || ' of ' || occurred_at from outbox_messages where dead_at is null");
}
