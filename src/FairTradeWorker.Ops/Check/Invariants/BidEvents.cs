namespace FairTradeWorker.Ops.Check.Invariants;

/// <summary>Every version of a bid was told once to each side: no change without event, no event without change.</summary>
internal static class BidEvents
{
    private const string Events = Invariants.Told.With + """
        , moves as (
            select user_id, (data ->> 'bidId')::uuid as bid_id, data ->> 'status' as status, (data ->> 'version')::int as version
            from told where type = 'bid.moved' and user_id not in (select id from erased))
        """;

    public static Invariant Told { get; } = new SqlInvariant(
        "bid events",
        "versions 1, 2 ... of a bid were told once to both sides",
        Events + " select count(*) from moves",
        Events + """
        , heard as (
            select user_id, bid_id, count(*) as count, min(version) as low, max(version) as high from moves group by user_id, bid_id)
        select 'bid ' || b.id || ' (' || b.status || ') has version ' || b.version || ', user ' || p.user_id || ' heard '
            || coalesce(h.count, 0) || ' events, ' || coalesce(h.low, 0) || ' to ' || coalesce(h.high, 0)
        from bids b join jobs j on j.id = b.job_id cross join since
            cross join lateral (values (b.contractor_id), (j.homeowner_id)) p (user_id)
            left join heard h on h.user_id = p.user_id and h.bid_id = b.id
        where b.contractor_id not in (select id from erased) and p.user_id not in (select id from erased)
            and (h.high <> b.version or h.count <> h.high - h.low + 1
                or (b.submitted_at >= since.at and coalesce(h.low, 0) <> 1)
                or exists (select from moves m where m.user_id = p.user_id and m.bid_id = b.id and m.version = b.version and m.status <> b.status))
        """);
}
