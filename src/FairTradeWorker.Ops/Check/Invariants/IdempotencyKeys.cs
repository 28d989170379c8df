namespace FairTradeWorker.Ops.Check.Invariants;

/// <summary>What is kept under an Idempotency-Key is an answer, and what the answer tells of is there, once.</summary>
internal static class IdempotencyKeys
{
    private const string Keys = "select count(*) from idempotency_records";

    // A claim without an answer is never committed.
    public static Invariant Answered { get; } = new SqlInvariant(
        "keys answered",
        "a key that was committed has its answer",
        Keys,
        "select 'key of user ' || user_id || ' of ' || created_at from idempotency_records where status = 0");

    // Deleted accounts lose their drafts, and with them what an answer of the last day tells of.
    public static Invariant OneEffect { get; } = new SqlInvariant(
        "one effect",
        "what a kept answer created is there, and no two keys created it",
        Keys,
        """
        with kept as (
            select user_id, substring(headers from 'Location: ([^\n]+)') as location,
                substring(headers from 'Location: /v1/([a-z]+)/') as kind,
                substring(headers from 'Location: /v1/[a-z]+/([0-9a-f-]{36})')::uuid as id
            from idempotency_records where status = 201)
        select 'nothing at ' || k.location from kept k join users u on u.id = k.user_id and u.erased_at is null
        where not case k.kind
            when 'jobs' then exists (select from jobs x where x.id = k.id)
            when 'bids' then exists (select from bids x where x.id = k.id)
            when 'agreements' then exists (select from agreements x where x.id = k.id)
            when 'conversations' then exists (select from conversations x where x.id = k.id)
            else true end
        union all
        select count(*) || ' keys created ' || location from kept where location is not null group by location having count(*) > 1
        """);
}
