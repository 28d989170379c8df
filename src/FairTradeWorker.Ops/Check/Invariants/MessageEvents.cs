namespace FairTradeWorker.Ops.Check.Invariants;

/// <summary>Every message was told once to both members, in the order of its numbers.</summary>
internal static class MessageEvents
{
    private const string Events = Invariants.Told.With + """
        , sent as (
            select user_id, place, (data ->> 'conversationId')::uuid as conversation_id, (data -> 'message' ->> 'sequence')::int as sequence
            from told where type = 'message.sent' and user_id not in (select id from erased))
        """;

    public static Invariant Told { get; } = new SqlInvariant(
        "message events",
        "each message was told once to both members, in order",
        Events + " select count(*) from sent",
        Events + """
        , heard as (select user_id, conversation_id, sequence, count(*) as count from sent group by user_id, conversation_id, sequence)
        select 'message ' || m.sequence || ' of conversation ' || c.id || ' was told ' || coalesce(h.count, 0) || ' times to user ' || p.user_id
        from messages m join conversations c on c.id = m.conversation_id cross join since
            cross join lateral (values (c.homeowner_id), (c.contractor_id)) p (user_id)
            left join heard h on h.user_id = p.user_id and h.conversation_id = c.id and h.sequence = m.sequence
        where p.user_id not in (select id from erased) and (h.count > 1 or (h.count is null and m.sent_at >= since.at))
        union all
        select 'conversation ' || conversation_id || ' told ' || before || ' before ' || sequence || ' to user ' || user_id from (
            select user_id, conversation_id, sequence, lag(sequence) over (partition by user_id, conversation_id order by place) as before
            from sent) steps
        where sequence < before
        """);
}
