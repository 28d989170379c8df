using System.Globalization;
using System.Text.RegularExpressions;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Monitoring;

/// <summary>One reading of a process's /metrics.</summary>
internal sealed partial class Scrape
{
    private readonly List<(string Name, string Labels, double Value)> samples = [];

    private Scrape(string text)
    {
        Text = text;
        foreach (Match line in Sample().Matches(text))
        {
            samples.Add((line.Groups["name"].Value, line.Groups["labels"].Value, double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture)));
        }
    }

    public string Text { get; }

    public IEnumerable<string> Names => samples.Select(sample => sample.Name).Distinct();

    public static async Task<Scrape> OfAsync(AppProcess process, bool openMetrics = false)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, process.Metrics);
        if (openMetrics)
        {
            request.Headers.TryAddWithoutValidation("Accept", "application/openmetrics-text; version=1.0.0");
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return new(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Values of the series of this name whose labels hold all these texts, such as <c>le="1"</c>.</summary>
    public IReadOnlyList<double> Values(string name, params string[] labels) =>
        [.. samples.Where(sample => sample.Name == name && labels.All(label => sample.Labels.Contains(label, StringComparison.Ordinal))).Select(sample => sample.Value)];

    /// <summary>The values that a label has in the series of this name.</summary>
    public IReadOnlySet<string> ValuesOf(string label, string name) =>
        samples.Where(sample => sample.Name == name).SelectMany(sample => Regex.Matches(sample.Labels, $"{label}=\"([^\"]*)\"").Select(match => match.Groups[1].Value)).ToHashSet();

    [GeneratedRegex("^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?<labels>.*)\\})? (?<value>[-+.0-9eENaInf]+)( |$)", RegexOptions.Multiline)]
    private static partial Regex Sample();
}
