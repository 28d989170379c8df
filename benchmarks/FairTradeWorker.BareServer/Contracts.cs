using System.Text.Json.Serialization;

namespace FairTradeWorker.BareServer;

/// <summary>The same members that the product shows to everybody.</summary>
internal sealed record JobRow(
    Guid Id, Guid HomeownerId, string Title, string Description, string TerritoryId, string[] Trades, long? BudgetMinCents,
    long? BudgetMaxCents, string Size, string Urgency, string Status, int BidCount, int MaxBids, DateTime BidDeadline,
    DateTime? PreferredStart, DateTime CreatedAt, DateTime? PublishedAt, int Version);

internal sealed record JobPage(IReadOnlyList<JobRow> Items, string? NextCursor);

internal sealed record NewBid(long AmountCents, string Message, int DurationDays);

internal sealed record PlacedBid(
    Guid Id, Guid JobId, Guid ContractorId, long AmountCents, string Message, int DurationDays, string Status, DateTime SubmittedAt,
    int Version);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(JobRow))]
[JsonSerializable(typeof(NewBid))]
[JsonSerializable(typeof(PlacedBid))]
internal sealed partial class BareJson : JsonSerializerContext;
