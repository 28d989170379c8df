using FairTradeWorker.Ops.Client;

namespace FairTradeWorker.Ops.Walk;

/// <summary>The homeowner accepts one bid, once; the address goes to the winner alone.</summary>
internal sealed class Award(MarketplaceClient api, WalkReport report, TimeProvider clock)
{
    private const string AlreadyAwarded = "/problems/job-already-awarded";

    public async Task RunAsync(Cast cast, Job job, Bid winning, Bid losing, CancellationToken cancellationToken)
    {
        var quote = await QuoteAsync(cast.Homeowner, winning, cancellationToken);
        await AcceptAsync(cast, winning, quote, cancellationToken);

        report.Step("The other bid can no longer be accepted");
        var refused = report.Saw(
            await api.AcceptBidAsync(
                cast.Homeowner, losing.Id, new AcceptBidRequest(FeeQuoteId: null), NewKey(), cancellationToken),
            409);
        report.Expect("because the job is awarded", AlreadyAwarded, refused.ProblemType);

        report.Step("Rita reads that hers was not selected");
        var lost = report.Saw(await api.GetBidAsync(cast.Rival, losing.Id, cancellationToken), 200).Value;
        report.Expect("it is not_selected", "not_selected", lost.Status);

        report.Step("Carlos now sees where to go, Rita and strangers do not");
        var toWinner = report.Saw(await api.GetJobAsync(cast.Winner, job.Id, cancellationToken), 200).Value;
        report.Expect("the job is awarded", "awarded", toWinner.Status);
        report.Expect("the winner reads the address", JobPosting.Home, toWinner.Address);
        report.Note($"{toWinner.Address?.Line1}, {toWinner.Address?.City} {toWinner.Address?.State}");
        ExpectNoAddress(report.Saw(await api.GetJobAsync(cast.Rival, job.Id, cancellationToken), 200));
        ExpectNoAddress(report.Saw(await api.GetJobAsync(by: null, job.Id, cancellationToken), 200));
    }

    private async Task<FeeQuote> QuoteAsync(Session homeowner, Bid bid, CancellationToken cancellationToken)
    {
        report.Step("Dana asks what accepting Carlos's bid would cost her");
        var request = new FeeQuoteRequest(bid.AmountCents, "card");
        var quote = report.Saw(await api.QuoteFeesAsync(homeowner, request, cancellationToken), 201).Value;
        report.Expect("for that amount", bid.AmountCents, quote.AmountCents);
        report.Expect("the platform takes $20.00", 2_000, quote.PlatformFeeCents);
        report.Expect(
            "the total is the sum",
            quote.AmountCents + quote.PlatformFeeCents + quote.ProcessorFeeCents,
            quote.TotalCents);
        report.Note(
            $"{Money.Dollars(quote.AmountCents)} to Carlos, {Money.Dollars(quote.PlatformFeeCents)} platform, "
            + $"{Money.Dollars(quote.ProcessorFeeCents)} card: {Money.Dollars(quote.TotalCents)}");
        return quote;
    }

    private async Task AcceptAsync(Cast cast, Bid winning, FeeQuote quote, CancellationToken cancellationToken)
    {
        report.Step("Dana accepts it");
        var key = NewKey();
        var request = new AcceptBidRequest(quote.Id);
        var first = report.Saw(
            await api.AcceptBidAsync(cast.Homeowner, winning.Id, request, key, cancellationToken), 201);
        var agreement = first.Value;
        report.Expect(
            "the agreement is between the two",
            (cast.Homeowner.User.Id, cast.Winner.User.Id, winning.Id),
            (agreement.HomeownerId, agreement.ContractorId, agreement.BidId));
        report.Expect("over amount and fee", winning.AmountCents + 2_000, agreement.TotalCents);
        report.Note($"agreement {agreement.Id}: {Money.Dollars(agreement.TotalCents)}");

        report.Step("Her phone lost the answer and sends the same again");
        var again = report.Saw(
            await api.AcceptBidAsync(cast.Homeowner, winning.Id, request, key, cancellationToken), 201);
        report.Expect("it is marked as a replay", "true", again.Header("Idempotent-Replayed"));
        var same = again.Body.Span.SequenceEqual(first.Body.Span);
        report.Expect("byte for byte the first answer", same, first.Text, again.Text);
    }

    private void ExpectNoAddress(Answer<Job> answer)
    {
        var shown = answer.Value.Address is not null
            || answer.Text.Contains(JobPosting.Home.Line1, StringComparison.Ordinal);
        report.Expect("no address", !shown, $"nothing of {JobPosting.Home.Line1}", answer.Text);
    }

    private string NewKey() => Guid.CreateVersion7(clock.GetUtcNow()).ToString();
}
