namespace FairTradeWorker.Ops.Seed;

// The tables as an outside user knows them: by their columns. Ids and times are drawn, texts are written when needed.

internal sealed record SeedUser(
    Guid Id, string Email, string DisplayName, string Role, string Plan, DateTimeOffset CreatedAt);

internal sealed record SeedProfile(
    Guid UserId, string CompanyName, string Bio, string[] Trades, string[] TerritoryIds, int YearsExperience, bool AvailableNow,
    DateTimeOffset CreatedAt);

internal sealed record SeedTerritory(string Id, string Name, string State);

/// <summary>A job. What depends on its bids is filled in when these are drawn.</summary>
internal sealed record SeedJob
{
    public required int Number { get; init; }

    public required Guid Id { get; init; }

    public required Guid HomeownerId { get; init; }

    public required SeedTerritory Territory { get; init; }

    public required IReadOnlyList<TradeWords> Trades { get; init; }

    public required long? BudgetMinCents { get; init; }

    public required long? BudgetMaxCents { get; init; }

    public required string Urgency { get; init; }

    public required string Status { get; init; }

    public required int MaxBids { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? PublishedAt { get; init; }

    public required DateTimeOffset BidDeadline { get; init; }

    public required DateTimeOffset? PreferredStart { get; init; }

    /// <summary>When it stopped taking bids: the award, the cancellation, the deadline, or now.</summary>
    public required DateTimeOffset ClosedAt { get; init; }

    public int BidCount { get; set; }

    /// <summary>When the first bid came, withdrawn ones included; null without any.</summary>
    public DateTimeOffset? FirstBidAt { get; set; }

    public Guid? AcceptedBidId { get; set; }

    public Guid? AwardedContractorId { get; set; }

    public Guid? AgreementId { get; set; }

    public int Version { get; set; } = 1;

    public bool IsAwarded => Status is "awarded" or "in_progress" or "work_submitted" or "completed";

    public string Size => BudgetMaxCents switch { null => "medium", <= 300_00 => "small", <= 1_500_00 => "medium", _ => "large" };
}

internal sealed record SeedAddress(Guid JobId, string Line1, string? Line2, string City, string State, string Zip);

internal sealed record SeedBid(
    int Number,
    Guid Id,
    SeedJob Job,
    Guid ContractorId,
    long AmountCents,
    int? DurationDays,
    string Status,
    DateTimeOffset SubmittedAt)
{
    public int Version => Status == "submitted" ? 1 : 2;
}

internal sealed record SeedAgreement(
    Guid Id, Guid JobId, Guid BidId, Guid HomeownerId, Guid ContractorId, long AmountCents, DateTimeOffset AcceptedAt)
{
    /// <summary>Cents, flat: version 1 of the fee schedule.</summary>
    public const long PlatformFeeCents = 20_00;

    public const int FeeScheduleVersion = 1;

    public long TotalCents => AmountCents + PlatformFeeCents;
}

internal sealed record SeedConversation(
    int Number,
    Guid Id,
    SeedBid Bid,
    int LastSequence,
    int HomeownerReadSequence,
    int ContractorReadSequence,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastActivityAt,
    int Version);

internal sealed record SeedMessage(
    Guid ConversationId,
    int Sequence,
    Guid Id,
    Guid SenderId,
    string ClientMessageId,
    string Body,
    DateTimeOffset SentAt);
