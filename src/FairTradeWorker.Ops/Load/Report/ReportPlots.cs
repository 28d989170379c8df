using FairTradeWorker.Ops.Load.Measuring;
using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Ops.Load.Report;

/// <summary>What a report shows over time.</summary>
internal static class ReportPlots
{
    private static readonly string[] Colours = ["one", "two", "three", "four", "five"];

    public static IEnumerable<Plot> Of(LoadResult result, Targets targets)
    {
        var moments = result.Moments;
        double[] times = [.. moments.Select(moment => moment.At)];
        yield return new(
            "Answer times",
            "ms, each step ten times",
            times,
            [
                new("p50", "one", [.. moments.Select(moment => moment.P50)]),
                new("p95", "two", [.. moments.Select(moment => moment.P95)]),
                new("p99", "three", [.. moments.Select(moment => moment.P99)]),
            ],
            [
                new("limit of p50", "one", targets.ApiP50.TotalMilliseconds),
                new("limit of p95", "two", targets.ApiP95.TotalMilliseconds),
            ],
            isLogarithmic: true);
        yield return new("Requests", "a second", times, [Line(moments, "made", "one", moment => moment.RequestsPerSecond)], []);
        yield return new("Users", "at once", times, [Line(moments, "users", "four", moment => moment.Users)], []);
        yield return new(
            "Errors and refusals",
            "a second",
            times,
            [
                Line(moments, "errors", "bad", moment => moment.ErrorsPerSecond),
                Line(moments, "429", "two", moment => moment.LimitedPerSecond),
            ],
            []);
        if (moments is not [.., { Load: { } last }])
        {
            yield break;
        }

        var names = last.Processes.Keys.ToArray();
        yield return new(
            "CPU",
            "busy cores",
            times,
            [
                new("whole machine", "quiet", [.. moments.Select(moment => moment.Load?.Cores)]),
                .. names.Select((name, i) => new Line(
                    name, Colours[i % Colours.Length], [.. moments.Select(moment => moment.Load?.Processes[name].Cores)])),
            ],
            []);
        yield return new(
            "Memory", "MB; what processes share counts for each", times,
            [
                .. names.Select((name, i) => new Line(
                    name, Colours[i % Colours.Length], [.. moments.Select(moment => moment.Load?.Processes[name].Megabytes)])),
            ],
            []);
        yield return new("Load average", "of a minute", times, [new("load", "quiet", [.. moments.Select(moment => moment.Load?.LoadAverage)])], []);
    }

    private static Line Line(IReadOnlyList<Moment> moments, string name, string style, Func<Moment, double> value) =>
        new(name, style, [.. moments.Select(moment => (double?)value(moment))]);
}
