namespace FairTradeWorker.Marketplace.Bids;

/// <summary>An agreement, for its two parties.</summary>
/// <param name="AmountCents">What the contractor gets.</param>
/// <param name="TotalCents">Amount plus platform fee.</param>
public sealed record AgreementResponse(
    Guid Id, Guid JobId, Guid BidId, Guid HomeownerId, Guid ContractorId,
    long AmountCents, long PlatformFeeCents, long TotalCents, int FeeScheduleVersion, DateTimeOffset AcceptedAt)
{
    internal static AgreementResponse From(Agreement agreement) => new(
        agreement.Id, agreement.JobId, agreement.BidId, agreement.HomeownerId, agreement.ContractorId,
        agreement.AmountCents, agreement.PlatformFeeCents, agreement.TotalCents, agreement.FeeScheduleVersion, agreement.AcceptedAt);
}
