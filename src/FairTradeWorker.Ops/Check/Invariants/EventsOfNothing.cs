namespace FairTradeWorker.Ops.Check.Invariants;

/// <summary>No event tells of what was never committed, or of more than was.</summary>
internal static class EventsOfNothing
{
    public static Invariant Invariant { get; } = new SqlInvariant(
        "events of something",
        "what an event tells of is there, in that version or a later one",
        Told.With + " select count(*) from told",
        Told.With + """
        select t.type || ' ' || coalesce(t.data ->> 'bidId', t.data ->> 'jobId') || ' version ' || (t.data ->> 'version') || ' told to user ' || t.user_id
        from told t left join jobs j on t.type = 'job.moved' and j.id = (t.data ->> 'jobId')::uuid
            left join bids b on t.type = 'bid.moved' and b.id = (t.data ->> 'bidId')::uuid
        where t.type in ('job.moved', 'bid.moved') and t.user_id not in (select id from erased)
            and coalesce(j.version, b.version, 0) < (t.data ->> 'version')::int
        union all
        select 'message.sent ' || (t.data -> 'message' ->> 'sequence') || ' of conversation ' || (t.data ->> 'conversationId')
        from told t where t.type = 'message.sent' and t.user_id not in (select id from erased)
            and not exists (select from messages m where m.conversation_id = (t.data ->> 'conversationId')::uuid
                and m.sequence = (t.data -> 'message' ->> 'sequence')::int and m.id = (t.data -> 'message' ->> 'id')::uuid)
        """);
}
