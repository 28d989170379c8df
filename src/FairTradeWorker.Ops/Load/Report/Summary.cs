using System.Globalization;
using Spectre.Console;

namespace FairTradeWorker.Ops.Load.Report;

/// <summary>The last lines of a run.</summary>
internal static class Summary
{
    public static void Write(IAnsiConsole console, LoadResult result)
    {
        var total = result.Total;
        console.WriteLine();
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Scenario}: {result.PeakUsers:#,##0} users, {result.Seconds:0} s, {total.Requests:#,##0} requests, "
            + $"{total.PerSecond:#,##0}/s of {result.OfferedPerSecond:#,##0}/s that they would make if every answer came at once"));
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {total.P50:0.0} ms  p95 {total.P95:0.0} ms  p99 {total.P99:0.0} ms  longest {total.Max:0} ms  "
            + $"errors {total.Errors:#,##0}  refused by the rate limit {total.Limited:#,##0}"));
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"writes acknowledged {result.Writes.Acknowledged:#,##0}, looked for in the database {result.Writes.InDatabase:#,##0}, "
            + $"read back {result.Writes.ReadBack:#,##0}, missing {result.Writes.Missing:#,##0}"));
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"driver: {result.Driver.CpuMicrosecondsPerRequest:0} µs of CPU for each request, {result.Driver.Megabytes:0} MB"));
        foreach (var fault in result.Faults)
        {
            console.MarkupLineInterpolated($"[red]{fault.Count:#,##0} × {fault.Route} {fault.What}:[/] {fault.Example}");
        }

        foreach (var threshold in result.Thresholds)
        {
            console.MarkupLineInterpolated(
                $"{(threshold.Holds ? "held    " : "NOT HELD")} {threshold.What}: {threshold.Came} (limit {threshold.Limit})");
        }

        if (result.Interrupted)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"NOT HELD it was ended after {result.Seconds:0} of {result.WantedSeconds:0} s"));
        }
    }
}
