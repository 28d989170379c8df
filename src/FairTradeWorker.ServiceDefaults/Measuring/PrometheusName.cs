using System.Diagnostics.Metrics;
using System.Text;

namespace FairTradeWorker.ServiceDefaults.Measuring;

/// <summary>
/// Names as OpenTelemetry's specification translates them for Prometheus: <c>http.server.request.duration</c> in
/// <c>s</c> is <c>http_server_request_duration_seconds</c>, a counter ends in <c>_total</c>.
/// </summary>
internal static class PrometheusName
{
    public static string Of(Instrument instrument)
    {
        var name = Plain(instrument.Name);
        var unit = instrument.Unit switch
        {
            "s" => "seconds",
            "ms" => "milliseconds",
            "By" => "bytes",
            "%" => "percent",
            // {request} and its like only say what is counted.
            _ => "",
        };
        var withUnit = unit.Length == 0 || name.EndsWith($"_{unit}", StringComparison.Ordinal) ? name : $"{name}_{unit}";
        return IsCounter(instrument) && !withUnit.EndsWith("_total", StringComparison.Ordinal) ? $"{withUnit}_total" : withUnit;
    }

    public static string OfLabel(string tag) => Plain(tag);

    public static bool IsCounter(Instrument instrument) => Is(instrument, typeof(Counter<>)) || Is(instrument, typeof(ObservableCounter<>));

    public static bool IsHistogram(Instrument instrument) => Is(instrument, typeof(Histogram<>));

    /// <summary>Whether measurements are differences to what was, and not what is.</summary>
    public static bool IsUpDown(Instrument instrument) => Is(instrument, typeof(UpDownCounter<>));

    private static bool Is(Instrument instrument, Type kind) =>
        instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == kind;

    private static string Plain(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(letter) || letter == ':' ? letter : '_');
        }

        return text.Length > 0 && char.IsAsciiDigit(text[0]) ? text.Insert(0, '_').ToString() : text.ToString();
    }
}
