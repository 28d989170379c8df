using FairTradeWorker.Marketplace.Accounts;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Data;

namespace FairTradeWorker.Marketplace.Contractors;

/// <summary>A contractor as everybody sees him; nothing private is in it.</summary>
/// <param name="Id">His user id.</param>
/// <param name="JobsCompleted">Jobs whose owner approved his work, counted when asked.</param>
/// <param name="MemberSince">When he registered.</param>
/// <param name="Version">
/// The sum of what has changed: profile, account and completed jobs, each of which only ever rises. So a new display
/// name or an approved job makes a new version without anybody writing to the profile.
/// </param>
public sealed record ContractorResponse(
    Guid Id, string DisplayName, string CompanyName, string Bio, IReadOnlyList<string> Trades, IReadOnlyList<string> TerritoryIds,
    int YearsExperience, bool AvailableNow, int JobsCompleted, DateTimeOffset MemberSince, int Version);

/// <summary>The columns of a profile and what other features know of its contractor.</summary>
internal sealed record ContractorRow
{
    public required Guid UserId { get; init; }

    public required string DisplayName { get; init; }

    public required string CompanyName { get; init; }

    public required string Bio { get; init; }

    public required string[] Trades { get; init; }

    public required string[] TerritoryIds { get; init; }

    public required int YearsExperience { get; init; }

    public required bool AvailableNow { get; init; }

    public required int JobsCompleted { get; init; }

    public required DateTimeOffset MemberSince { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required int ProfileVersion { get; init; }

    public required int UserVersion { get; init; }

    public ContractorResponse ToResponse() => new(
        UserId, DisplayName, CompanyName, Bio, Trades, TerritoryIds, YearsExperience, AvailableNow, JobsCompleted, MemberSince,
        ProfileVersion + (UserVersion - 1) + JobsCompleted);
}

internal static class ContractorRows
{
    /// <summary>Newest first, with all that an answer shows; the count is one walk of a partial index each.</summary>
    public static IQueryable<ContractorRow> WithRecord(this IQueryable<ContractorProfile> profiles, MarketplaceDb db)
    {
        var jobs = db.Jobs;
        return
            from profile in profiles
            join user in db.Users on profile.UserId equals user.Id
            orderby profile.CreatedAt descending, profile.UserId descending
            select new ContractorRow
            {
                UserId = profile.UserId,
                DisplayName = user.DisplayName,
                CompanyName = profile.CompanyName,
                Bio = profile.Bio,
                Trades = profile.Trades,
                TerritoryIds = profile.TerritoryIds,
                YearsExperience = profile.YearsExperience,
                AvailableNow = profile.AvailableNow,
                JobsCompleted = jobs.Count(job => job.AwardedContractorId == profile.UserId && job.Status == JobStatus.Completed),
                MemberSince = user.CreatedAt,
                CreatedAt = profile.CreatedAt,
                ProfileVersion = profile.Version,
                UserVersion = user.Version,
            };
    }
}
