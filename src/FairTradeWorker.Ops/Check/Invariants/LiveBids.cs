namespace FairTradeWorker.Ops.Check.Invariants;

/// <summary>The counter on the job that keeps bids within their limit is right.</summary>
internal static class LiveBids
{
    public static Invariant Invariant { get; } = new SqlInvariant(
        "live bids",
        "a job counts its bids, live ones are on open jobs, one each",
        "select count(*) from bids",
        """
        select 'job ' || j.id || ' (' || j.status || ') counts ' || j.bid_count || ' bids'
        from jobs j left join (
            select job_id, count(*) filter (where status = 'submitted') as submitted,
                count(*) filter (where status not in ('withdrawn', 'declined')) as kept
            from bids group by job_id) b on b.job_id = j.id
        where j.bid_count <> coalesce(case when j.status = 'open' then b.submitted else b.kept end, 0)
            or (j.status <> 'open' and b.submitted > 0)
        union all
        select 'contractor ' || contractor_id || ' has ' || count(*) || ' live bids on job ' || job_id
        from bids where status in ('submitted', 'accepted') group by job_id, contractor_id having count(*) > 1
        """);
}
