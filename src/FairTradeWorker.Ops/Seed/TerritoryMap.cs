namespace FairTradeWorker.Ops.Seed;

/// <summary>
/// How work is spread over the territories: a few hold much, most hold little (the k-th about 1/k of the first, after
/// Zipf and Mandelbrot). Which ones are big is drawn by the seed.
/// </summary>
internal sealed class TerritoryMap
{
    // Flattens the top, so that the largest holds about a twenty-fifth of 3,200 and not an eighth.
    private const double Shift = 2.7;

    private readonly SeedTerritory[] bySize;
    private readonly double[] cumulative;

    public TerritoryMap(IEnumerable<SeedTerritory> territories, ulong key)
    {
        bySize = [.. territories.OrderBy(territory => territory.Id, StringComparer.Ordinal)];
        if (bySize.Length == 0)
        {
            throw new ArgumentException("There are no territories.", nameof(territories));
        }

        Shuffle(Dice.Of(key, DiceStream.Territories, 0));
        cumulative = new double[bySize.Length];
        var sum = 0.0;
        for (var i = 0; i < bySize.Length; i++)
        {
            cumulative[i] = sum += 1 / (i + 1 + Shift);
        }
    }

    public SeedTerritory Draw(Dice dice)
    {
        var found = Array.BinarySearch(cumulative, dice.Unit() * cumulative[^1]);
        return bySize[Math.Min(found < 0 ? ~found : found, bySize.Length - 1)];
    }

    private void Shuffle(Dice dice)
    {
        for (var i = bySize.Length - 1; i > 0; i--)
        {
            var other = dice.Below(i + 1);
            (bySize[i], bySize[other]) = (bySize[other], bySize[i]);
        }
    }
}
