namespace FairTradeWorker.Ops.Check.Invariants;

/// <summary>The events of each person are numbered without a gap up to the counter.</summary>
internal static class Streams
{
    public static Invariant Invariant { get; } = new SqlInvariant(
        "streams",
        "each person's events are numbered without a gap",
        "select count(*) from user_events",
        // Old events are removed in any order, so a stream is judged from its first event of the last two days on.
        """
        with first as (
            select user_id, min(sequence) as low from user_events where occurred_at >= now() - interval '2 days' group by user_id)
        select 'user ' || f.user_id || ' has ' || count(e.sequence) || ' events from ' || f.low || ' on, the last is '
            || coalesce(max(c.last_sequence)::text, 'unknown')
        from first f join users u on u.id = f.user_id and u.erased_at is null
            left join user_event_counters c on c.user_id = f.user_id
            join user_events e on e.user_id = f.user_id and e.sequence >= f.low
        group by f.user_id, f.low
        having count(e.sequence) is distinct from max(c.last_sequence) - f.low + 1
        """);
}
