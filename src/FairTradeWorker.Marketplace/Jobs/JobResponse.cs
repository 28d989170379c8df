using System.Linq.Expressions;
using System.Text.Json.Serialization;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>A job. The members from Address on are there for the owner and the awarded contractor only.</summary>
public sealed record JobResponse
{
    public required Guid Id { get; init; }

    public required Guid HomeownerId { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required string TerritoryId { get; init; }

    public required IReadOnlyList<string> Trades { get; init; }

    public required long? BudgetMinCents { get; init; }

    public required long? BudgetMaxCents { get; init; }

    public required JobSize Size { get; init; }

    public required JobUrgency Urgency { get; init; }

    public required JobStatus Status { get; init; }

    /// <summary>Live bids; what they say, only the owner sees.</summary>
    public required int BidCount { get; init; }

    public required int MaxBids { get; init; }

    public required DateTimeOffset BidDeadline { get; init; }

    public required DateTimeOffset? PreferredStart { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? PublishedAt { get; init; }

    public required int Version { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AddressContent? Address { get; init; }

    /// <summary>The reason given with the last command, if any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StatusReason { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? AcceptedBidId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? AwardedContractorId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? AgreementId { get; init; }

    /// <summary>What everybody may see.</summary>
    internal static readonly Expression<Func<Job, JobResponse>> Public = job => new JobResponse
    {
        Id = job.Id,
        HomeownerId = job.HomeownerId,
        Title = job.Title,
        Description = job.Description,
        TerritoryId = job.TerritoryId,
        Trades = job.Trades,
        BudgetMinCents = job.BudgetMinCents,
        BudgetMaxCents = job.BudgetMaxCents,
        Size = job.Size,
        Urgency = job.Urgency,
        Status = job.Status,
        BidCount = job.BidCount,
        MaxBids = job.MaxBids,
        BidDeadline = job.BidDeadline,
        PreferredStart = job.PreferredStart,
        CreatedAt = job.CreatedAt,
        PublishedAt = job.PublishedAt,
        Version = job.Version,
    };

    /// <summary>What the owner and the awarded contractor may see as well, but for the address.</summary>
    internal static readonly Expression<Func<Job, JobResponse>> ForParties = job => new JobResponse
    {
        Id = job.Id,
        HomeownerId = job.HomeownerId,
        Title = job.Title,
        Description = job.Description,
        TerritoryId = job.TerritoryId,
        Trades = job.Trades,
        BudgetMinCents = job.BudgetMinCents,
        BudgetMaxCents = job.BudgetMaxCents,
        Size = job.Size,
        Urgency = job.Urgency,
        Status = job.Status,
        BidCount = job.BidCount,
        MaxBids = job.MaxBids,
        BidDeadline = job.BidDeadline,
        PreferredStart = job.PreferredStart,
        CreatedAt = job.CreatedAt,
        PublishedAt = job.PublishedAt,
        Version = job.Version,
        StatusReason = job.StatusReason,
        AcceptedBidId = job.AcceptedBidId,
        AwardedContractorId = job.AwardedContractorId,
        AgreementId = job.AgreementId,
    };

    private static readonly Func<Job, JobResponse> ToParty = ForParties.Compile();

    internal static JobResponse ForParty(Job job, AddressContent? address) => ToParty(job) with { Address = address };

    /// <summary>Without what only the parties may see.</summary>
    internal JobResponse ForPublic() => this with
    {
        Address = null,
        StatusReason = null,
        AcceptedBidId = null,
        AwardedContractorId = null,
        AgreementId = null,
    };
}
