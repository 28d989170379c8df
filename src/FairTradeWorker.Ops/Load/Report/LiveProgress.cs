using System.Globalization;
using FairTradeWorker.Ops.Load.Measuring;
using Spectre.Console;

namespace FairTradeWorker.Ops.Load.Report;

/// <summary>A small table that is drawn again every second, for people who watch.</summary>
internal sealed class LiveProgress(IAnsiConsole console, LiveDisplayContext context, LoadScenario scenario) : ILoadProgress
{
    private const int BarWidth = 40;

    public static Task<T> ShowAsync<T>(IAnsiConsole console, LoadScenario scenario, Func<ILoadProgress, Task<T>> work) =>
        console.Live(new Text("Starting …")).StartAsync(context => work(new LiveProgress(console, context, scenario)));

    public void Say(string what) => console.WriteLine(what);

    public void Tell(Moment moment, RouteMeasurement total)
    {
        context.UpdateTarget(Draw(moment, total));
        context.Refresh();
    }

    private Table Draw(Moment moment, RouteMeasurement total)
    {
        var done = Math.Clamp(moment.At / scenario.Duration.TotalSeconds, 0, 1);
        var bar = new string('█', (int)(done * BarWidth)).PadRight(BarWidth, '░');
        return new Table().Border(TableBorder.Rounded).Title($"[bold]{Markup.Escape(scenario.Name)}[/]  {bar} {done:P0}")
            .AddColumns("users", "requests/s", "p50", "p95", "p99", "errors", "429", "cores busy", "all requests")
            .AddRow(
                Number(moment.Users), Number(moment.RequestsPerSecond), Time(moment.P50), Time(moment.P95), Time(moment.P99),
                total.Errors == 0 ? "0" : $"[red]{Number(total.Errors)}[/]", Number(total.Of(Outcome.Limited)),
                moment.Load is { } load ? load.Cores.ToString("0.0", CultureInfo.InvariantCulture) : "–", Number(total.Requests));
    }

    private static string Number(double number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string Time(double? milliseconds) =>
        milliseconds is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time:0} ms") : "–";
}
