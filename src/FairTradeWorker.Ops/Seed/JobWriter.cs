namespace FairTradeWorker.Ops.Seed;

/// <summary>Draws jobs in every state, in the order of their posting.</summary>
internal sealed class JobWriter(
    SeedPlan plan, UserDirectory users, TerritoryMap map, IReadOnlyList<TradeWords> trades)
{
    private const double LongestBiddingDays = 90;

    public SeedJob[] Draw()
    {
        // Ids and numbers follow time, as they do in a database that grew.
        var posts = Enumerable.Range(0, plan.Jobs).Select(DrawPost).OrderBy(post => post.CreatedAt).ToArray();
        return [.. posts.Select(Draw)];
    }

    private Post DrawPost(int index)
    {
        var dice = Dice.Of(plan.Key, DiceStream.Job, index);
        var status = dice.Weighted(
            ("open", 55.0), ("completed", 19), ("in_progress", 6), ("expired", 6), ("cancelled", 5), ("awarded", 4),
            ("work_submitted", 3), ("draft", 2));
        var days = status switch
        {
            "open" => Bounded(dice.Exponential(18), 75, dice),
            "draft" => Bounded(dice.Exponential(10), 60, dice),
            _ => 3 + Bounded(dice.Exponential(110), 360, dice),
        };
        return new Post(dice, status, Moment.Floor(plan.Now - TimeSpan.FromMinutes(2) - TimeSpan.FromDays(days)));
    }

    private SeedJob Draw(Post post, int number)
    {
        var (dice, status, created) = post;
        var age = plan.Now - created;
        var bidding = status switch
        {
            "open" => DrawOpenBidding(dice, age),
            "expired" => Shorter(TimeSpan.FromDays(dice.Chance(0.6) ? 14 : 1 + dice.Below(60)), age * 0.9),
            _ => TimeSpan.FromDays(dice.Chance(0.6) ? 14 : 3 + dice.Below(57)),
        };
        var deadline = Moment.Floor(created + bidding);
        var latestEnd = Moment.Earlier(deadline, plan.Now);
        var own = DrawTrades(dice);
        var (min, max) = DrawBudget(dice, own[0]);
        return new SeedJob
        {
            Number = number,
            Id = dice.Id(created),
            HomeownerId = users.Homeowner(dice, created),
            Territory = map.Draw(dice),
            Trades = own,
            BudgetMinCents = min,
            BudgetMaxCents = max,
            Urgency = dice.Weighted(("normal", 55.0), ("low", 20), ("high", 18), ("emergency", 7)),
            Status = status,
            MaxBids = dice.Weighted((5, 40.0), (8, 20), (10, 15), (3, 10), (15, 8), (20, 7)),
            CreatedAt = created,
            PublishedAt = status == "draft" ? null : created,
            BidDeadline = deadline,
            PreferredStart = dice.Chance(0.4) ? Moment.Floor(deadline + TimeSpan.FromDays(1 + dice.Below(40))) : null,
            ClosedAt = status is "open" or "draft" or "expired"
                ? latestEnd
                : Moment.Between(created, latestEnd, 0.15 + (0.7 * dice.Unit())),
        };
    }

    /// <summary>Ends at least an hour and at most 45 days from now, and not beyond the longest time that is allowed.</summary>
    private static TimeSpan DrawOpenBidding(Dice dice, TimeSpan age)
    {
        var shortest = age + TimeSpan.FromHours(1);
        var longest = Shorter(age + TimeSpan.FromDays(45), TimeSpan.FromDays(LongestBiddingDays));
        return shortest + (dice.Unit() * (longest - shortest));
    }

    private TradeWords[] DrawTrades(Dice dice)
    {
        var count = dice.Weighted((1, 72.0), (2, 20), (3, 6), (4, 1.5), (5, 0.5));
        var drawn = new List<TradeWords>(count);
        // Bounded, because a list of trades may be shorter than what was drawn.
        for (var tries = 0; drawn.Count < count && tries < 20; tries++)
        {
            var trade = dice.Early(trades);
            if (!drawn.Contains(trade))
            {
                drawn.Add(trade);
            }
        }

        return [.. drawn];
    }

    /// <summary>Log-normal around what such work costs, to ten dollars; one job in seven names none.</summary>
    private static (long? Min, long? Max) DrawBudget(Dice dice, TradeWords trade)
    {
        var middle = trade.TypicalDollars * Math.Exp(0.75 * dice.Normal());
        var max = Math.Clamp((long)(middle / 10) * 10_00, 50_00, 500_000_00);
        var min = Math.Max(20_00, (long)(max * 0.6 / 10_00) * 10_00);
        return dice.Weighted<(long?, long?)>(((min, max), 50), ((null, max), 30), ((null, null), 15), ((min, null), 5));
    }

    private static double Bounded(double days, double most, Dice dice) => days <= most ? days : dice.Unit() * most;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private sealed record Post(Dice Dice, string Status, DateTimeOffset CreatedAt);
}
