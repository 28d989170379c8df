namespace FairTradeWorker.Ops.Check.Invariants;

/// <summary>A job has at most one accepted bid, and exactly one when it is awarded or further.</summary>
internal static class OneAward
{
    public static Invariant Invariant { get; } = new SqlInvariant(
        "one award",
        "one accepted bid when a job is awarded or further, none before",
        "select count(*) from jobs",
        """
        select 'job ' || j.id || ' (' || j.status || ') has ' || coalesce(b.accepted, 0) || ' accepted bids'
        from jobs j left join (select job_id, count(*) as accepted from bids where status = 'accepted' group by job_id) b on b.job_id = j.id
        where coalesce(b.accepted, 0) <> case
            when j.status in ('awarded', 'in_progress', 'work_submitted', 'completed') then 1
            -- A job may be cancelled after the award; what was agreed stays.
            when j.status = 'cancelled' and j.accepted_bid_id is not null then 1
            else 0 end
        """);
}
