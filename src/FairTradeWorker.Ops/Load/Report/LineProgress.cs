using System.Globalization;
using FairTradeWorker.Ops.Load.Measuring;
using Spectre.Console;

namespace FairTradeWorker.Ops.Load.Report;

/// <summary>A line now and then, for logs.</summary>
internal sealed class LineProgress(IAnsiConsole console) : ILoadProgress
{
    private const double EverySeconds = 10;

    private double told;

    public void Say(string what) => console.WriteLine(what);

    public void Tell(Moment moment, RouteMeasurement total)
    {
        if (moment.At - told >= EverySeconds)
        {
            told = moment.At;
            console.WriteLine(Line(moment, total));
        }
    }

    public static string Line(Moment moment, RouteMeasurement total) => string.Create(
        CultureInfo.InvariantCulture,
        $"{moment.At,5:0} s  {moment.Users,6:#,##0} users  {moment.RequestsPerSecond,6:#,##0} req/s  p50 {moment.P50,4:0} ms  "
        + $"p95 {moment.P95,4:0} ms  p99 {moment.P99,4:0} ms  errors {total.Errors:#,##0}  429 {total.Of(Outcome.Limited):#,##0}");
}
