using System.ComponentModel.DataAnnotations;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Bids;

/// <summary>What to quote.</summary>
/// <param name="AmountCents">What the contractor is to get.</param>
[ValidatableType]
public sealed record FeeQuoteRequest([property: Range(1, JobRules.MaxAmountCents)] long AmountCents, PaymentMethod Method);

/// <summary>What a payment would cost the homeowner.</summary>
/// <param name="TotalCents">Amount plus both fees.</param>
/// <param name="ExpiresAt">Until then a bid can be accepted at these fees.</param>
public sealed record FeeQuoteResponse(
    Guid Id, long AmountCents, PaymentMethod Method, long PlatformFeeCents, long ProcessorFeeCents, long TotalCents, DateTimeOffset ExpiresAt)
{
    internal static FeeQuoteResponse From(FeeQuote quote) => new(
        quote.Id, quote.AmountCents, quote.Method, quote.PlatformFeeCents, quote.ProcessorFeeCents, quote.TotalCents, quote.ExpiresAt);
}

internal static class QuoteFees
{
    public static async Task<Results<Created<FeeQuoteResponse>, Problem>> HandleAsync(
        Body<FeeQuoteRequest> body, CurrentUser user, MarketplaceDb db, TimeProvider clock, CancellationToken ct)
    {
        if (!body.IsValid(out var request, out var invalid))
        {
            return invalid;
        }

        var schedule = FeeSchedule.Current;
        var processorFee = schedule.ProcessorFeeCents(request.AmountCents, request.Method);
        var quote = new FeeQuote
        {
            Id = clock.NewId(),
            UserId = user.Id,
            AmountCents = request.AmountCents,
            Method = request.Method,
            PlatformFeeCents = schedule.PlatformFeeCents,
            ProcessorFeeCents = processorFee,
            TotalCents = request.AmountCents + schedule.PlatformFeeCents + processorFee,
            FeeScheduleVersion = schedule.Version,
            ExpiresAt = clock.Now() + FeeSchedule.QuoteLifetime,
        };
        db.FeeQuotes.Add(quote);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/fee-quotes/{quote.Id}", FeeQuoteResponse.From(quote));
    }
}
