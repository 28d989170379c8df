using System.Globalization;
using System.Text;

namespace FairTradeWorker.Benchmarks;

/// <summary>A table in Markdown; figures are medians of the rounds, ratios medians of the ratios within a round.</summary>
internal static class Report
{
    public static string Of(Endpoint endpoint, IReadOnlyDictionary<Contender, IReadOnlyList<Turn>> results)
    {
        var bare = results.Single(one => one.Key.Name == Contender.Bare).Value;
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"""
            ### {endpoint.Title}

            | | requests/s | p50 ms | p95 ms | p99 ms | server µs | PostgreSQL µs | Redis µs | CPU, all | of bare | requests/s, of bare |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """);
        foreach (var (contender, turns) in results)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"""
                | {contender.Name} | {Median(turns, turn => turn.PerSecond):N0} | {Milliseconds(turn => turn.P50)} | {Milliseconds(turn => turn.P95)} | {Milliseconds(turn => turn.P99)} | {Microseconds(turn => turn.App)} | {Microseconds(turn => turn.Postgres)} | {Microseconds(turn => turn.Redis)} | {Microseconds(turn => turn.All)} | {Ratio(turn => turn.All.TotalMicroseconds)} | {Ratio(turn => turn.PerSecond)} |
                """);

            string Milliseconds(Func<Turn, TimeSpan> of) => $"{Median(turns, turn => of(turn).TotalMilliseconds):0.0}";

            string Microseconds(Func<Turn, TimeSpan> of) => $"{Median(turns, turn => of(turn).TotalMicroseconds):0}";

            string Ratio(Func<Turn, double> of) => $"{Median([.. turns.Zip(bare)], pair => of(pair.First) / of(pair.Second)):0.00}";
        }

        return text.ToString();
    }

    private static double Median<T>(IReadOnlyList<T> all, Func<T, double> of)
    {
        var sorted = all.Select(of).Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
