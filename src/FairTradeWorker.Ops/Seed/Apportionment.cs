namespace FairTradeWorker.Ops.Seed;

/// <summary>Deals a number of things out by weight.</summary>
internal static class Apportionment
{
    private const int Halvings = 60;

    /// <summary>
    /// How many each place gets: near its weight's share, at least its minimum, at most its maximum, and
    /// <paramref name="total"/> together, unless the minima or maxima do not allow that.
    /// </summary>
    public static int[] Split(int total, ReadOnlySpan<double> weights, ReadOnlySpan<int> minima, ReadOnlySpan<int> maxima)
    {
        var (low, high) = (0.0, 1.0);
        while (SumAt(high, weights, minima, maxima) < total && high < total)
        {
            high *= 2;
        }

        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = SumAt(middle, weights, minima, maxima) <= total ? (middle, high) : (low, middle);
        }

        var shares = new int[weights.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = Share(low, weights[i], minima[i], maxima[i]);
        }

        AddRest(shares, total, maxima);
        return shares;
    }

    private static void AddRest(int[] shares, int total, ReadOnlySpan<int> maxima)
    {
        var rest = total - shares.Sum();
        for (var added = true; rest > 0 && added;)
        {
            added = false;
            for (var i = 0; i < shares.Length && rest > 0; i++)
            {
                if (shares[i] < maxima[i])
                {
                    shares[i]++;
                    rest--;
                    added = true;
                }
            }
        }
    }

    private static long SumAt(double factor, ReadOnlySpan<double> weights, ReadOnlySpan<int> minima, ReadOnlySpan<int> maxima)
    {
        var sum = 0L;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += Share(factor, weights[i], minima[i], maxima[i]);
        }

        return sum;
    }

    private static int Share(double factor, double weight, int minimum, int maximum) =>
        (int)Math.Clamp(factor * weight, minimum, maximum);
}
