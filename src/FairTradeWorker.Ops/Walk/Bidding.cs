using FairTradeWorker.Ops.Client;

namespace FairTradeWorker.Ops.Walk;

/// <summary>Two contractors bid without seeing each other; the homeowner sees both.</summary>
internal sealed class Bidding(MarketplaceClient api, WalkReport report)
{
    private const long WinnerCents = 48_000;
    private const long RivalFirstCents = 52_000;
    private const long RivalCents = 51_000;

    public async Task<(Bid Winner, Bid Rival)> RunAsync(Cast cast, Job job, CancellationToken cancellationToken)
    {
        var winner = await BidAsync(cast.Winner, job, WinnerCents, "I can come on Tuesday morning.", cancellationToken);
        var rival = await BidAsync(cast.Rival, job, RivalFirstCents, "Two years of warranty.", cancellationToken);
        await LowerAsync(cast.Rival, rival, cancellationToken);

        report.Step("Bids are blind: Rita sees her own and nothing of Carlos's");
        var seen = report.Saw(await api.ListBidsAsync(cast.Rival, job.Id, cancellationToken), 200);
        report.Expect("only her own", rival.Id, string.Join(", ", seen.Value.Items.Select(bid => bid.Id)));
        report.Saw(await api.GetBidAsync(cast.Rival, winner.Id, cancellationToken), 404);

        report.Step("Dana sees both");
        var both = report.Saw(await api.ListBidsAsync(cast.Homeowner, job.Id, cancellationToken), 200).Value.Items;
        report.Expect(
            "two bids with their amounts",
            $"{WinnerCents} {RivalCents}",
            string.Join(' ', both.Select(bid => bid.AmountCents).Order()));
        report.Note(string.Join("; ", both.Select(bid => $"{Money.Dollars(bid.AmountCents)} {bid.Status}")));
        var counted = report.Saw(await api.GetJobAsync(cast.Homeowner, job.Id, cancellationToken), 200);
        report.Expect("the job counts two", 2, counted.Value.BidCount);
        return (winner, rival);
    }

    private async Task<Bid> BidAsync(
        Session contractor, Job job, long amountCents, string message, CancellationToken cancellationToken)
    {
        report.Step($"{contractor.User.DisplayName} bids");
        var request = new PlaceBidRequest(amountCents, message, DurationDays: 1);
        var bid = report.Saw(await api.PlaceBidAsync(contractor, job.Id, request, cancellationToken), 201).Value;
        report.Expect("it is submitted", "submitted", bid.Status);
        report.Expect("in that name", contractor.User.Id, bid.ContractorId);
        report.Note($"bid {bid.Id}: {Money.Dollars(bid.AmountCents)}");
        return bid;
    }

    private async Task LowerAsync(Session contractor, Bid bid, CancellationToken cancellationToken)
    {
        report.Step("Rita lowers hers, and must say which version she changes");
        var etag = report.Saw(await api.GetBidAsync(contractor, bid.Id, cancellationToken), 200).Header("ETag");
        var strong = etag?.StartsWith("\"v", StringComparison.Ordinal) is true;
        report.Expect("it has a strong ETag", strong, "one like \"v1\"", etag ?? "none");

        var request = new ChangeBidRequest(RivalCents);
        report.Saw(await api.ChangeBidAsync(contractor, bid.Id, request, ifMatch: null, cancellationToken), 428);
        var changed = report.Saw(await api.ChangeBidAsync(contractor, bid.Id, request, etag, cancellationToken), 200);
        report.Expect("the amount is new", RivalCents, changed.Value.AmountCents);
        report.Expect("so is the ETag", changed.Header("ETag") != etag, "another one", etag ?? "none");
        report.Note($"{Money.Dollars(bid.AmountCents)} → {Money.Dollars(changed.Value.AmountCents)}");
    }
}
