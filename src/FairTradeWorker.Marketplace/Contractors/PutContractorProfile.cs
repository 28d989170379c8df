using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Contractors;

internal static class PutContractorProfile
{
    /// <summary>
    /// Inserts first: of two parallel first writes one creates the profile and the other replaces it. A write that
    /// changes nothing makes no new version.
    /// </summary>
    public static async Task<Results<Ok<ContractorResponse>, Created<ContractorResponse>, Problem>> HandleAsync(
        Body<ContractorProfileContent> body, CurrentUser user, MarketplaceDb db, ChangedTopics changed, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (!body.IsValid(out var content, out var invalid))
        {
            return invalid;
        }

        var isConditional = http.Request.Headers.IfMatch.Count > 0;
        var created = await InsertAsync(db, user.Id, content, clock.Now(), ct) == 1;
        if (created && isConditional)
        {
            return new Problem(CommonProblems.PreconditionFailed, "There is no profile yet; create it without If-Match.");
        }

        var mine = db.ContractorProfiles.Where(profile => profile.UserId == user.Id);
        if (!created)
        {
            await db.Database.ExecuteSqlAsync($"select from contractor_profiles where user_id = {user.Id} for update", ct);
            var current = (await mine.WithRecord(db).SingleAsync(ct)).ToResponse();
            if (isConditional && http.JudgeIfMatch(current.Version) is { } stale)
            {
                return stale;
            }

            if (!IsSame(content, current))
            {
                await UpdateAsync(mine, content, ct);
            }
        }

        var contractor = (await mine.WithRecord(db).SingleAsync(ct)).ToResponse();
        changed.Contractor(user.Id);
        http.SetETag(contractor.Version);
        return created ? TypedResults.Created($"/v1/contractors/{contractor.Id}", contractor) : TypedResults.Ok(contractor);
    }

    private static Task<int> InsertAsync(
        MarketplaceDb db, Guid userId, ContractorProfileContent content, DateTimeOffset now, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            insert into contractor_profiles
                (user_id, company_name, bio, trades, territory_ids, years_experience, available_now, created_at, version)
            values ({userId}, {content.CompanyName.Trim()}, {content.Bio.Trim()}, {content.Trades.ToArray()},
                {content.TerritoryIds.ToArray()}, {content.YearsExperience}, {content.AvailableNow}, {now}, 1)
            on conflict (user_id) do nothing
            """, ct);

    private static Task<int> UpdateAsync(IQueryable<ContractorProfile> mine, ContractorProfileContent content, CancellationToken ct) =>
        mine.ExecuteUpdateAsync(set => set
            .SetProperty(profile => profile.CompanyName, content.CompanyName.Trim())
            .SetProperty(profile => profile.Bio, content.Bio.Trim())
            .SetProperty(profile => profile.Trades, content.Trades.ToArray())
            .SetProperty(profile => profile.TerritoryIds, content.TerritoryIds.ToArray())
            .SetProperty(profile => profile.YearsExperience, content.YearsExperience)
            .SetProperty(profile => profile.AvailableNow, content.AvailableNow)
            .SetProperty(profile => profile.Version, profile => profile.Version + 1), ct);

    private static bool IsSame(ContractorProfileContent content, ContractorResponse current) =>
        content.CompanyName.Trim() == current.CompanyName && content.Bio.Trim() == current.Bio &&
        content.Trades.SequenceEqual(current.Trades) && content.TerritoryIds.SequenceEqual(current.TerritoryIds) &&
        content.YearsExperience == current.YearsExperience && content.AvailableNow == current.AvailableNow;
}
