using System.Globalization;

namespace FairTradeWorker.Scaling.Rendering.Monitoring;

/// <summary>
/// A unit test of promtool for every alert: its series are good, then bad, then good again; it must not fire before its
/// time, must fire after it, and must end.
/// </summary>
internal static class PrometheusRuleTests
{
    private const int GoodSamples = 40;

    // What the judgement may come late by: the sample, the recorded value, the alert.
    private const int Margin = 3;

    public static string Render(IEnumerable<Alert> alerts, string ruleFile, AlertTimes times) =>
        $"""
        # {RenderedFile.Notice}
        rule_files: [{ruleFile}]
        evaluation_interval: {times.Scrape.Text()}
        tests:
        {alerts.Select(alert => Test(alert, times)).Lines().Indented(2)}

        """;

    private static string Test(Alert alert, AlertTimes times)
    {
        var settles = Samples(alert.Example.SettlesWithin, times);
        // A budget of months is used up fast when everything fails; only the way back takes the whole window.
        var worsens = Math.Min(settles, Samples(times.Window, times));
        var waits = Samples(alert.For, times);
        var bad = worsens + waits + (2 * Margin);
        var good = settles + (2 * Margin);
        return $"""
            - name: {alert.Name}, {alert.Severity}
              interval: {times.Scrape.Text()}
              input_series:
            {alert.Example.Series.Select(series => Input(series, bad, good)).Lines().Indented(4)}
              promql_expr_test:
            {Expect(alert, times, GoodSamples + waits - 1, firing: false).Indented(4)}
            {Expect(alert, times, GoodSamples + worsens + waits + Margin, firing: true).Indented(4)}
            {Expect(alert, times, GoodSamples + bad + settles + Margin, firing: false).Indented(4)}
            """;
    }

    private static string Input(ExampleSeries series, int bad, int good) =>
        $"""
        - series: {PrometheusRules.Quoted(series.Selector)}
          values: {PrometheusRules.Quoted(series.IsCounter ? Counter(series, bad, good) : Gauge(series, bad, good))}
        """;

    // promtool's "1+2x3" is 1, 3, 5, 7: one value more than the last number.
    private static string Gauge(ExampleSeries series, int bad, int good) =>
        $"{series.Good.Text()}+0x{GoodSamples - 1} {series.Bad.Text()}+0x{bad - 1} {series.Good.Text()}+0x{good - 1}";

    private static string Counter(ExampleSeries series, int bad, int good)
    {
        var atBad = (series.Good * (GoodSamples - 1)) + series.Bad;
        var atGood = atBad + (series.Bad * (bad - 1)) + series.Good;
        return $"0+{series.Good.Text()}x{GoodSamples - 1} {atBad.Text()}+{series.Bad.Text()}x{bad - 1} {atGood.Text()}+{series.Good.Text()}x{good - 1}";
    }

    private static string Expect(Alert alert, AlertTimes times, int sample, bool firing) =>
        $$"""
        - expr: count(ALERTS{alertname="{{alert.Name}}",severity="{{alert.Severity}}",alertstate="firing"}) or vector(0)
          eval_time: {{(sample * times.Scrape).Text()}}
          exp_samples:
            - labels: '{}'
              value: {{(firing ? 1 : 0).ToString(CultureInfo.InvariantCulture)}}
        """;

    private static int Samples(TimeSpan time, AlertTimes times) => (int)Math.Ceiling(time / times.Scrape);
}
