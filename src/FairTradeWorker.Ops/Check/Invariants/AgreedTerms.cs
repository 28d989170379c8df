namespace FairTradeWorker.Ops.Check.Invariants;

/// <summary>Job, accepted bid and agreement say the same.</summary>
internal static class AgreedTerms
{
    public static Invariant Invariant { get; } = new SqlInvariant(
        "agreed terms",
        "job, accepted bid and agreement name each other and one amount",
        "select count(*) from agreements",
        """
        select 'job ' || coalesce(j.id, a.job_id) || ', bid ' || coalesce(b.id::text, 'none') || ', agreement ' || coalesce(a.id::text, 'none')
        from jobs j
            left join bids b on b.job_id = j.id and b.status = 'accepted'
            full join agreements a on a.job_id = j.id
        where (j.accepted_bid_id, j.awarded_contractor_id, j.agreement_id) is distinct from (b.id, b.contractor_id, a.id)
            or (b.id, b.contractor_id, b.amount_cents) is distinct from (a.bid_id, a.contractor_id, a.amount_cents)
            or (a.id is not null and a.homeowner_id is distinct from j.homeowner_id)
        """);
}
