using System.Globalization;
using FairTradeWorker.Ops.Load.Measuring;
using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Ops.Load.Report;

/// <summary>What a run must hold: the plan's targets, and what no target needs to say.</summary>
internal static class Verdict
{
    public static IReadOnlyList<Threshold> Judge(Targets targets, RouteMeasurement total, WriteResult writes)
    {
        var share = 100d / Math.Max(total.Requests, 1);
        return
        [
            Within("p50", targets.ApiP50, total.Latencies.At(50)),
            Within("p95", targets.ApiP95, total.Latencies.At(95)),
            AtMost("errors", (double)targets.ErrorPercent, total.Errors * share),
            // Users who are sent away are no load: a run that is mostly refused shows nothing.
            AtMost("refused by the rate limit", (double)targets.ErrorPercent, total.Of(Outcome.Limited) * share),
            Stored(writes),
        ];
    }

    private static Threshold Within(string what, TimeSpan limit, double? came) => new(
        what,
        $"{Text(limit.TotalMilliseconds)} ms",
        came is { } time ? $"{Text(time)} ms" : "nothing was answered",
        came < limit.TotalMilliseconds);

    private static Threshold AtMost(string what, double percent, double came) =>
        new(what, $"{Text(percent)} %", $"{Text(came)} %", came < percent);

    private static Threshold Stored(WriteResult writes)
    {
        var looked = writes.InDatabase + writes.ReadBack > 0;
        return new(
            "acknowledged writes that are missing",
            "0",
            looked || writes.Acknowledged == 0 ? Text(writes.Missing) : "could not be looked for",
            writes.Missing == 0 && (looked || writes.Acknowledged == 0));
    }

    private static string Text(double number) =>
        number.ToString(number is 0 or >= 10 ? "#,##0" : "0.###", CultureInfo.InvariantCulture);
}
