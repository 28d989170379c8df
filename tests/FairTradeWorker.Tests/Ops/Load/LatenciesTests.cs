using FairTradeWorker.Ops.Load.Measuring;

namespace FairTradeWorker.Tests.Ops.Load;

public sealed class LatenciesTests
{
    [Fact]
    public void Percentiles_are_those_of_all_values_to_three_digits()
    {
        var random = new Random(3);
        var latencies = new Latencies();
        // From a millisecond to seconds, as answers are; whole microseconds are counted.
        var values = Enumerable.Range(0, 50_000).Select(_ => Math.Exp(random.NextDouble() * 10)).Order().ToList();
        foreach (var value in values)
        {
            latencies.Add(TimeSpan.FromMilliseconds(value));
        }

        Assert.All([1, 25, 50, 90, 95, 99, 99.9], percent =>
        {
            var exact = values[(int)(values.Count * percent / 100) - 1];
            Assert.InRange(latencies.At(percent) ?? 0, exact * 0.998, exact * 1.002);
        });
        Assert.Equal(50_000, latencies.Count);
    }

    [Fact]
    public void Nothing_has_no_percentiles_and_a_cleared_one_begins_anew()
    {
        var latencies = new Latencies();
        Assert.Null(latencies.At(50));

        latencies.Add(TimeSpan.FromSeconds(2));
        latencies.Clear();
        Assert.Null(latencies.At(50));
        latencies.Add(TimeSpan.FromMilliseconds(5));
        Assert.InRange(latencies.At(99) ?? 0, 4.99, 5.01);
    }

    [Fact]
    public void An_answer_after_more_than_a_minute_counts_as_a_minute()
    {
        var latencies = new Latencies();
        latencies.Add(TimeSpan.FromHours(1));

        Assert.InRange(latencies.At(50) ?? 0, 59_900, 60_100);
    }
}
