namespace FairTradeWorker.Ops.Check.Invariants;

/// <summary>Messages are numbered without a gap and belong to the conversation.</summary>
internal static class Messages
{
    private const string All = "select count(*) from messages";

    public static Invariant Numbered { get; } = new SqlInvariant(
        "messages numbered",
        "1, 2, 3 ... up to the conversation's last, each client id once",
        All,
        """
        select 'conversation ' || c.id || ' ends at ' || c.last_sequence || ' and has ' || coalesce(m.count, 0) || ' messages, '
            || coalesce(m.low, 0) || ' to ' || coalesce(m.high, 0)
        from conversations c left join (
            select conversation_id, count(distinct sequence) as count, min(sequence) as low, max(sequence) as high
            from messages group by conversation_id) m on m.conversation_id = c.id
        where (c.last_sequence, c.last_sequence) is distinct from (coalesce(m.count, 0), coalesce(m.high, 0)) or m.low <> 1
        union all
        select count(*) || ' messages of one client id in conversation ' || conversation_id
        from messages group by conversation_id, sender_id, client_message_id having count(*) > 1
        """);

    public static Invariant OfMembers { get; } = new SqlInvariant(
        "messages of members",
        "only the job's owner and a contractor who bid have sent any",
        All,
        """
        select 'conversation ' || c.id || ' of job ' || c.job_id from conversations c left join jobs j on j.id = c.job_id
        where c.homeowner_id is distinct from j.homeowner_id
            or not exists (select from bids b where b.job_id = c.job_id and b.contractor_id = c.contractor_id)
        union all
        select 'message ' || m.sequence || ' of conversation ' || m.conversation_id || ' is by ' || m.sender_id
        from messages m left join conversations c on c.id = m.conversation_id
        where c.id is null or m.sender_id not in (c.homeowner_id, c.contractor_id)
        """);
}
