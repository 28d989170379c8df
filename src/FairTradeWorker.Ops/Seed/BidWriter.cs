namespace FairTradeWorker.Ops.Seed;

/// <summary>
/// Draws bids, and tells their jobs: how many live ones they have and which was accepted. A contractor bids on a job
/// once, so no job has two live bids of one contractor.
/// </summary>
internal sealed class BidWriter(SeedPlan plan, UserDirectory users)
{
    private const double WithdrawnShare = 0.07;
    private const double DeclinedShare = 0.05;

    /// <summary>All bids in the order of their submission.</summary>
    public (SeedBid[] Bids, SeedAgreement[] Agreements) Draw(SeedJob[] jobs)
    {
        var counts = Count(jobs);
        var bids = new List<SeedBid>(plan.Bids);
        var agreements = new List<SeedAgreement>();
        foreach (var job in jobs)
        {
            DrawFor(job, counts[job.Number], bids, agreements);
        }

        return (
            [.. bids.OrderBy(bid => bid.SubmittedAt).ThenBy(bid => bid.Number)],
            [.. agreements.OrderBy(agreement => agreement.AcceptedAt)]);
    }

    private int[] Count(SeedJob[] jobs)
    {
        var weights = new double[jobs.Length];
        var minima = new int[jobs.Length];
        var maxima = new int[jobs.Length];
        foreach (var job in jobs)
        {
            weights[job.Number] = Math.Exp(0.8 * Dice.Of(plan.Key, DiceStream.Bid, job.Number).Normal());
            minima[job.Number] = job.IsAwarded ? 1 : 0;
            maxima[job.Number] = job.Status == "draft" ? 0 : job.MaxBids;
        }

        return Apportionment.Split(plan.Bids, weights, minima, maxima);
    }

    private void DrawFor(SeedJob job, int count, List<SeedBid> bids, List<SeedAgreement> agreements)
    {
        if (job.PublishedAt is not { } published)
        {
            return;
        }

        var dice = Dice.Of(plan.Key, DiceStream.Bid, job.Number, part: 1);
        var contractors = users.Contractors(dice, count, published);
        var accepted = job.IsAwarded ? dice.Below(count) : -1;
        var ended = 0;
        for (var i = 0; i < count; i++)
        {
            // Most come soon after the posting.
            var submitted = Moment.Between(published, job.ClosedAt, Math.Pow(dice.Unit(), 2) * 0.98);
            var status = i == accepted ? "accepted" : DrawStatus(job, dice);
            job.FirstBidAt = job.FirstBidAt is { } first && first < submitted ? first : submitted;
            ended += status is "withdrawn" or "declined" ? 1 : 0;
            var bid = new SeedBid(
                bids.Count, dice.Id(submitted), job, contractors[i], DrawAmount(job, dice),
                dice.Chance(0.7) ? 1 + dice.Zipf(30) : null, status, submitted);
            bids.Add(bid);
            if (i == accepted)
            {
                agreements.Add(Award(job, bid, dice));
            }
        }

        job.BidCount = count - ended;
        // One for each bid that came or went, and one for each move.
        job.Version = 1 + count + ended + Moves(job.Status);
    }

    private static SeedAgreement Award(SeedJob job, SeedBid bid, Dice dice)
    {
        var agreement = new SeedAgreement(
            dice.Id(job.ClosedAt), job.Id, bid.Id, job.HomeownerId, bid.ContractorId, bid.AmountCents, job.ClosedAt);
        job.AcceptedBidId = bid.Id;
        job.AwardedContractorId = bid.ContractorId;
        job.AgreementId = agreement.Id;
        return agreement;
    }

    private static string DrawStatus(SeedJob job, Dice dice) => dice.Unit() switch
    {
        < WithdrawnShare => "withdrawn",
        < WithdrawnShare + DeclinedShare => "declined",
        _ => job.Status switch { "open" => "submitted", "expired" => "expired", _ => "not_selected" },
    };

    /// <summary>Around the budget, or what such work costs; whole dollars.</summary>
    private static long DrawAmount(SeedJob job, Dice dice)
    {
        var wanted = job.BudgetMaxCents ?? job.BudgetMinCents ?? job.Trades[0].TypicalDollars * 100L;
        return Math.Clamp((long)(wanted * 0.9 * Math.Exp(0.25 * dice.Normal()) / 100) * 100, 20_00, 1_000_000_000);
    }

    private static int Moves(string status) => status switch
    {
        "completed" => 4,
        "work_submitted" => 3,
        "in_progress" => 2,
        "open" or "draft" => 0,
        _ => 1,
    };
}
