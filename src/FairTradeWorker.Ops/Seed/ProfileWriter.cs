namespace FairTradeWorker.Ops.Seed;

/// <summary>Draws what contractors say about themselves; nine of ten have a profile.</summary>
internal sealed class ProfileWriter(SeedPlan plan, UserDirectory users, TerritoryMap map, IReadOnlyList<TradeWords> trades)
{
    private const double Share = 0.9;
    private const int MostTrades = 4;
    private const int MostTerritories = 12;

    public IEnumerable<SeedProfile> Profiles()
    {
        foreach (var (index, id, registered) in users.AllContractors())
        {
            var dice = Dice.Of(plan.Key, DiceStream.Profile, index);
            if (dice.Chance(Share))
            {
                yield return Draw(dice, id, registered);
            }
        }
    }

    private SeedProfile Draw(Dice dice, Guid id, DateTimeOffset registered)
    {
        var own = Different(1 + dice.Zipf(MostTrades), () => dice.Early(trades));
        var territories = Different(1 + dice.Zipf(MostTerritories), () => map.Draw(dice));
        var (company, bio) = Prose.Company(dice, own[0]);
        return new SeedProfile(
            id, company, bio, [.. own.Select(trade => trade.Id)], [.. territories.Select(territory => territory.Id)], dice.Zipf(40),
            dice.Chance(0.6), Moment.Floor(registered + TimeSpan.FromMinutes(1 + dice.Below(50))));
    }

    /// <summary>Fewer than wanted when there are not so many, or when luck has it.</summary>
    private static List<T> Different<T>(int count, Func<T> draw)
    {
        var drawn = new List<T>(count);
        for (var tries = 0; drawn.Count < count && tries < 30; tries++)
        {
            var one = draw();
            if (!drawn.Contains(one))
            {
                drawn.Add(one);
            }
        }

        return drawn;
    }
}
