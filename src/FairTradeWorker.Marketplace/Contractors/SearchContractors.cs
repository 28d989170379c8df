using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Search;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace FairTradeWorker.Marketplace.Contractors;

/// <summary>
/// Finds contractors by place, trade and words, at a bounded cost whatever is asked for: what is rare is looked up in
/// its index, what is common is met soon by walking the list.
/// </summary>
internal sealed class SearchContractors(SearchDatabase database, ColumnShares shares)
{
    private const string Table = "contractor_profiles";
    private const string Everybody = "ix_contractor_profiles_newest";

    public async Task<BoundedPage<ContractorRow>> RunAsync(
        ContractorFilter filter, Position? after, int wanted, bool mustBeCurrent, CancellationToken ct)
    {
        var words = await shares.OfAsync(Table, "search_vector", Everybody, ct);
        var rarest = Math.Min(
            filter.TerritoryId is { Value: var territory } ? (await shares.OfAsync(Table, "territory_ids", Everybody, ct)).Of(territory) : 1,
            filter.Trade is { Value: var trade } ? (await shares.OfAsync(Table, "trades", Everybody, ct)).Of(trade) : 1);
        return await database.RunAsync(mustBeCurrent, async (db, token) =>
        {
            var query = filter.Q is { Value: var q } ? await ParseAsync(db, q, token) : null;
            if (query is NpgsqlTsQueryEmpty)
            {
                return BoundedPage<ContractorRow>.Whole([]);
            }

            var share = Math.Min(rarest, query is null ? 1 : TextShare.Of(query, words));
            var behind = Behind(db.ContractorProfiles, after);
            if (share * words.Rows <= SearchLimits.Scattered)
            {
                // The sum keeps the planner from walking the list in the hope of soon meeting enough.
                var gathered = Matching(behind).OrderByDescending(profile => profile.CreatedAt + TimeSpan.Zero)
                    .ThenByDescending(profile => profile.UserId).Take(wanted);
                return BoundedPage<ContractorRow>.Whole(await gathered.WithRecord(db).ToListAsync(token));
            }

            var walk = new BoundedWalk<ContractorProfile>(
                Sort(behind), Sort(behind).Select(profile => new Position(profile.CreatedAt, profile.UserId)), IsNewestFirst: true);
            return await walk.ReadAsync(
                SearchLimits.For(SearchLimits.Neighbours, query is null ? 0 : TextShare.WordsOf(query)),
                seen => Sort(Matching(seen)).Take(wanted).WithRecord(db), wanted, PositionOf, token);

            IQueryable<ContractorProfile> Matching(IQueryable<ContractorProfile> profiles) => query is null
                ? filter.Narrow(profiles)
                : filter.Narrow(profiles).Where(profile => EF.Property<NpgsqlTsVector>(profile, ContractorSets.SearchVector).Matches(query));
        }, ct);
    }

    /// <summary>Where a contractor stands in the list.</summary>
    public static Position PositionOf(ContractorRow row) => new(row.CreatedAt, row.UserId);

    /// <summary>Newest profile first.</summary>
    public static IQueryable<ContractorProfile> Sort(IQueryable<ContractorProfile> profiles) =>
        profiles.OrderByDescending(profile => profile.CreatedAt).ThenByDescending(profile => profile.UserId);

    public static IQueryable<ContractorProfile> Behind(IQueryable<ContractorProfile> profiles, Position? after) =>
        after is { Time: var time, Id: var id }
            ? profiles.Where(profile => EF.Functions.LessThan(ValueTuple.Create(profile.CreatedAt, profile.UserId), ValueTuple.Create(time, id)))
            : profiles;

    private static Task<NpgsqlTsQuery> ParseAsync(MarketplaceDb db, string q, CancellationToken ct)
    {
        var beginnings = ContractorSearch.ToPrefixQuery(q);
        return db.Database.SqlQuery<NpgsqlTsQuery>(
            $"""select to_tsquery('simple', {beginnings}) || plainto_tsquery('english', {q}) as "Value" """).SingleAsync(ct);
    }
}
