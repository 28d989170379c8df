using System.Globalization;
using System.Net;
using FairTradeWorker.Ops.Load.Measuring;
using FairTradeWorker.Scaling.Plan;

namespace FairTradeWorker.Ops.Load.Report;

/// <summary>A run as one page for people, that needs nothing beside it.</summary>
internal static class HtmlReport
{
    private const string None = "–";

    public static string Render(LoadResult result, Targets targets)
    {
        var total = result.Total;
        var share = result.OfferedPerSecond > 0 ? 100 * total.PerSecond / result.OfferedPerSecond : 0;
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(result.Scenario)}: {Number(result.PeakUsers)} users</title>
            <style>{ReportStyle.Css}</style>
            </head>
            <body>
            <header>
              <h1>{Text(result.Scenario)}: {Number(result.PeakUsers)} users at once</h1>
              <p>{result.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)} · {Span(result.Seconds)} · {Text(string.Join(", ", result.BaseUrls))}</p>
              <p class="verdict {(result.Held ? "held" : "broken")}">{VerdictOf(result)}</p>
            </header>
            <section class="tiles">
              {Tile(Number(total.PerSecond), "requests a second", $"{Number(share)} % of the {Number(result.OfferedPerSecond)} that these users make when every answer comes at once")}
              {Tile(Time(total.P50), "median", $"p95 {Time(total.P95)} · p99 {Time(total.P99)} · longest {Time(total.Max)}")}
              {Tile(Number(total.Errors), "errors", $"of {Number(total.Requests)} requests; {Number(total.Limited)} refused by the rate limit")}
              {Tile(Number(result.Writes.Missing), "acknowledged writes missing", $"of {Number(result.Writes.Acknowledged)}; {Number(result.Writes.InDatabase)} looked for in the database, {Number(result.Writes.ReadBack)} read back")}
            </section>
            <section>
              <h2>What had to hold</h2>
              <table class="thresholds"><thead><tr><th>what</th><th>limit</th><th>came</th><th></th></tr></thead><tbody>
              {string.Join('\n', result.Thresholds.Select(RowOf))}
              </tbody></table>
            </section>
            <section>
              <h2>Over time</h2>
              {string.Join('\n', ReportPlots.Of(result, targets).Select(plot => plot.Render()))}
            </section>
            <section>
              <h2>By request</h2>
              <div class="wide"><table><thead><tr><th>request</th><th>number</th><th>a second</th><th>p50</th><th>p95</th><th>p99</th><th>longest</th><th>429</th><th>errors</th></tr></thead><tbody>
              {string.Join('\n', result.Routes.OrderByDescending(route => route.Requests).Select(RowOf))}
              </tbody><tfoot>{RowOf(total)}</tfoot></table></div>
            </section>
            {Faults(result.Faults)}
            <section class="notes">
              <h2>How to read this</h2>
              <p>Closed loop: a user asks nothing before he has his answer and has paused. While answers are slow, fewer requests are made, and those that were not made are in no percentile; the share of the offered requests above says how many.</p>
              <p>Times are from before sending to the last byte, as the driver saw them, of answers that were as expected; the driver's own waiting for the CPU is in them. Refusals that belong to a user's day, such as a bid on a job that others have taken, are expected. Errors are all other refusals, 5xx, no answer in time, and broken connections. 429 is counted apart.</p>
              <p>The driver used {Number(result.Driver.CpuMicrosecondsPerRequest)} µs of CPU for each request and {Number(result.Driver.Megabytes)} MB. {Number(result.Repeats)} requests were sent again because the server had closed an idle connection.</p>
            </section>
            </body>
            </html>

            """;
    }

    private static string VerdictOf(LoadResult result) =>
        result.Interrupted ? $"Ended early, after {Span(result.Seconds)} of {Span(result.WantedSeconds)}"
        : result.Held ? "Everything held"
        : $"Not held: {Text(string.Join(", ", result.Thresholds.Where(threshold => !threshold.Holds).Select(threshold => threshold.What)))}";

    private static string Tile(string value, string what, string more) =>
        $"""<div class="tile"><b>{value}</b><span>{what}</span><small>{more}</small></div>""";

    private static string RowOf(Threshold threshold) =>
        $"""<tr><td>{Text(threshold.What)}</td><td>{Text(threshold.Limit)}</td><td>{Text(threshold.Came)}</td><td class="{(threshold.Holds ? "held" : "broken")}">{(threshold.Holds ? "held" : "not held")}</td></tr>""";

    private static string RowOf(RouteResult route) =>
        $"""<tr><td>{Text(route.Name)}</td><td>{Number(route.Requests)}</td><td>{route.PerSecond.ToString("#,##0.0", CultureInfo.InvariantCulture)}</td><td>{Time(route.P50)}</td><td>{Time(route.P95)}</td><td>{Time(route.P99)}</td><td>{Time(route.Max)}</td><td>{Number(route.Limited)}</td><td class="{(route.Errors > 0 ? "broken" : "")}">{Number(route.Errors)}</td></tr>""";

    private static string Faults(IReadOnlyList<Fault> faults) => faults.Count == 0 ? "" : $"""
        <section>
          <h2>What was not expected</h2>
          <div class="wide"><table class="faults"><thead><tr><th>request</th><th>answer</th><th>number</th><th>the first one</th></tr></thead><tbody>
          {string.Join('\n', faults.Select(fault => $"<tr><td>{Text(fault.Route)}</td><td>{Text(fault.What)}</td><td>{Number(fault.Count)}</td><td><code>{Text(fault.Example)}</code></td></tr>"))}
          </tbody></table></div>
        </section>
        """;

    private static string Span(double seconds) => seconds < 120
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min");

    private static string Time(double? milliseconds) => milliseconds switch
    {
        null => None,
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:#,##0} ms"),
    };

    private static string Number(double number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
