using System.Linq.Expressions;

namespace FairTradeWorker.Marketplace.Bids;

/// <summary>A bid, for its contractor and for the owner of the job.</summary>
/// <param name="StatusReason">The reason given when it was withdrawn or declined, if any.</param>
public sealed record BidResponse(
    Guid Id, Guid JobId, Guid ContractorId, long AmountCents, string Message, int? DurationDays,
    DateTimeOffset? EarliestStart, BidStatus Status, string? StatusReason, DateTimeOffset SubmittedAt, int Version)
{
    internal static readonly Expression<Func<Bid, BidResponse>> FromBid = bid => new BidResponse(
        bid.Id, bid.JobId, bid.ContractorId, bid.AmountCents, bid.Message, bid.DurationDays,
        bid.EarliestStart, bid.Status, bid.StatusReason, bid.SubmittedAt, bid.Version);

    private static readonly Func<Bid, BidResponse> Convert = FromBid.Compile();

    internal static BidResponse From(Bid bid) => Convert(bid);
}
