using System.Globalization;
using System.Net;
using System.Text;

namespace FairTradeWorker.Ops.Load.Report;

/// <summary>A line of a <see cref="Plot"/>.</summary>
/// <param name="Style">A class of the page's style sheet, which has its colour.</param>
/// <param name="Values">One for each moment; a gap where there is none.</param>
internal sealed record Line(string Name, string Style, IReadOnlyList<double?> Values);

/// <summary>A limit that is drawn across.</summary>
internal sealed record Limit(string Name, string Style, double Value);

/// <summary>Values over time as SVG, to be put into a page.</summary>
/// <param name="title">What is shown.</param>
/// <param name="unit">Of the vertical axis.</param>
/// <param name="seconds">When the values were taken, in seconds since the start.</param>
/// <param name="isLogarithmic">Whether each step up is ten times as much.</param>
internal sealed class Plot(
    string title, string unit, IReadOnlyList<double> seconds, IReadOnlyList<Line> lines, IReadOnlyList<Limit> limits, bool isLogarithmic = false)
{
    private const double Width = 940;
    private const double Height = 240;
    private const double Left = 64;
    private const double Top = 14;
    private const double Bottom = Height - 26;
    private const double Right = Width - 12;
    private const int Steps = 6;
    private static readonly int[] RoundSteps = [1, 2, 5, 10];

    private readonly double end = seconds.Count > 0 ? Math.Max(seconds[^1], 1) : 1;
    private readonly (double Lowest, double Highest, IReadOnlyList<double> Ticks) scale = Scale(
        [.. lines.SelectMany(line => line.Values).OfType<double>(), .. limits.Select(limit => limit.Value)], isLogarithmic);

    public string Render()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<figure><figcaption><b>{Text(title)}</b> <span class=\"unit\">{Text(unit)}</span>");
        foreach (var line in lines)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<span class=\"key {line.Style}\">{Text(line.Name)}</span>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"</figcaption><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(title)}\">");
        foreach (var tick in scale.Ticks)
        {
            var y = Y(tick);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text class=\"y\" x=\"{Left - 8}\" y=\"{y + 4:0.#}\">{tick:#,##0.##}</text>");
        }

        foreach (var time in Times())
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"x\" x=\"{X(time):0.#}\" y=\"{Height - 6}\">{Clock(time)}</text>");
        }

        foreach (var limit in limits)
        {
            var y = Y(limit.Value);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"limit {limit.Style}\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text class=\"limit {limit.Style}\" x=\"{Right - 4}\" y=\"{y - 5:0.#}\">{Text(limit.Name)}</text>");
        }

        foreach (var line in lines)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"{line.Style}\" d=\"{PathOf(line)}\"/>");
        }

        return svg.Append("</svg></figure>").ToString();
    }

    /// <summary>The least and the greatest value of the axis, and where it is labelled.</summary>
    internal static (double Lowest, double Highest, IReadOnlyList<double> Ticks) Scale(IReadOnlyList<double> values, bool isLogarithmic)
    {
        var highest = values.DefaultIfEmpty(1).Max();
        if (isLogarithmic)
        {
            var lowest = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(values.DefaultIfEmpty(1).Min(), 0.01))));
            var top = Math.Max(Math.Pow(10, Math.Ceiling(Math.Log10(Math.Max(highest, 0.01)))), lowest * 10);
            return (lowest, top, [.. Enumerable.Range(0, 1 + (int)Math.Round(Math.Log10(top / lowest))).Select(step => lowest * Math.Pow(10, step))]);
        }

        // 1, 2 or 5 times a power of ten, so that people can read between the lines.
        highest = highest > 0 ? highest : 1;
        var rough = highest / (Steps - 1);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = RoundSteps.Select(times => times * power).First(width => width >= rough);
        var count = Math.Max(1, (int)Math.Ceiling(highest / step));
        return (0, count * step, [.. Enumerable.Range(0, count + 1).Select(tick => tick * step)]);
    }

    private static string Clock(double time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time / 60}:{(int)time % 60:00}");

    private IEnumerable<double> Times()
    {
        double[] widths = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600, 7200];
        var width = widths.FirstOrDefault(width => end / width <= 12, end);
        for (var time = 0d; time <= end; time += width)
        {
            yield return time;
        }
    }

    private double X(double time) => Left + ((Right - Left) * time / end);

    private double Y(double value)
    {
        var share = isLogarithmic
            ? Math.Log10(Math.Max(value, scale.Lowest) / scale.Lowest) / Math.Log10(scale.Highest / scale.Lowest)
            : value / scale.Highest;
        return Bottom - ((Bottom - Top) * share);
    }

    private string PathOf(Line line)
    {
        var path = new StringBuilder();
        var isDown = false;
        for (var i = 0; i < seconds.Count; i++)
        {
            if (line.Values[i] is not { } value)
            {
                isDown = false;
                continue;
            }

            // A moment alone between gaps is a dot: a line of no length with round ends.
            path.Append(CultureInfo.InvariantCulture, $"{(isDown ? "L" : "M")}{X(seconds[i]):0.#} {Y(value):0.#}{(isDown ? "" : "h0")}");
            isDown = true;
        }

        return path.ToString();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
