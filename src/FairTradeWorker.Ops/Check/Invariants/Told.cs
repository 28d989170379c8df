namespace FairTradeWorker.Ops.Check.Invariants;

/// <summary>
/// What people were or will be told, as SQL: the events of their streams and, behind those, what still waits in the
/// outbox. In one snapshot each event is in exactly one of the two.
/// </summary>
internal static class Told
{
    /// <summary>
    /// Begins a WITH clause: <c>since(at)</c>, from when on every change must have its event; <c>told(user_id, place,
    /// type, data)</c>, in the order of the streams; <c>erased(id)</c>, people whose streams were deleted with their
    /// accounts. What is older than the oldest event is not judged (imported and seeded rows never had events), nor
    /// what is older than two days: streams forget after three.
    /// </summary>
    public const string With = """
        with since as (
            select greatest(now() - interval '2 days', coalesce(min(at), 'infinity')) as at from (
                select min(occurred_at) as at from user_events union all
                select min(occurred_at) from outbox_messages where type in ('job.moved', 'bid.moved', 'message.sent')) oldest),
        erased as (select id from users where erased_at is not null),
        told as (
            select e.user_id, e.sequence as place, e.type, e.data::jsonb as data from user_events e, since
            where e.occurred_at >= since.at
            union all
            select r.user_id, 1000000000000 + o.sequence, o.type, o.payload::jsonb
            from outbox_messages o, since, lateral (
                select distinct id::uuid as user_id from unnest(case o.type
                    when 'message.sent' then array[o.payload::jsonb ->> 'recipientId', o.payload::jsonb -> 'message' ->> 'senderId']
                    else array[o.payload::jsonb ->> 'homeownerId', o.payload::jsonb ->> 'contractorId'] end) as id
                where id is not null) r
            where o.type in ('job.moved', 'bid.moved', 'message.sent') and o.occurred_at >= since.at)
        """;
}
