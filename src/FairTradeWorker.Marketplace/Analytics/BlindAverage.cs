using FairTradeWorker.Marketplace.Platform.Data;

namespace FairTradeWorker.Marketplace.Analytics;

/// <summary>
/// The average of agreed amounts that gives no single one away: bids are blind. "Only from five agreements on" would
/// not do, because the averages of a period with five and of one with six agreements tell the sixth amount. So the
/// agreements of a territory are put in groups of five, in the order in which they were made, from the start of each
/// month (UTC); only whole groups that lie in the period count. Agreements never change and new ones come at the end,
/// so a group stays the same for all periods and all times, and no two answers differ by less than a group.
/// </summary>
internal static class BlindAverage
{
    /// <summary>Fewest agreements that an amount is shown of.</summary>
    public const int GroupSize = 5;

    /// <returns>Cents, rounded; null when no whole group lies in the period.</returns>
    public static async Task<long?> OfAwardsAsync(MarketplaceDb db, string territoryId, Period period, CancellationToken ct)
    {
        var months = Period.StartOf(new DateOnly(period.From.Year, period.From.Month, 1));
        var rows = await db.RunAsync<long?>($"""
            with ordered as (
                select a.amount_cents, a.accepted_at, date_trunc('month', a.accepted_at at time zone 'UTC') as month,
                    (row_number() over (partition by date_trunc('month', a.accepted_at at time zone 'UTC') order by a.accepted_at, a.id) - 1)
                        / {GroupSize} as number
                from jobs j join agreements a on a.id = j.agreement_id
                where j.territory_id = {territoryId}::bpchar and j.agreement_id is not null
                    and a.accepted_at >= {months} and a.accepted_at < {period.End}),
            groups as (
                select sum(amount_cents) as cents from ordered group by month, number
                having count(*) = {GroupSize} and min(accepted_at) >= {period.Start})
            select round(sum(cents) / (count(*) * {GroupSize}))::bigint as "Value" from groups
            """, ct);
        return rows[0];
    }
}
