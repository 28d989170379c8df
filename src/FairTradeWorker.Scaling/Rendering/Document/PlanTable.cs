using System.Globalization;

namespace FairTradeWorker.Scaling.Rendering.Document;

/// <summary>A table of docs/SCALING_PLAN.md.</summary>
/// <param name="Name">Stands in the marker that says where the table goes; as a rule the plan's key.</param>
internal sealed record PlanTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>A table of single numbers: key, value and what it means.</summary>
    public static PlanTable OfKeys(string name, params (string Key, object Value, string Meaning)[] rows) => new(
        name, ["key", "value", "meaning"], [.. rows.Select(row => new[] { $"`{row.Key}`", Show(row.Value), row.Meaning })]);

    /// <summary>Numbers with thousands separated, times in their largest whole unit.</summary>
    public static string Show(object value) => value switch
    {
        int number => number.ToString("N0", CultureInfo.InvariantCulture),
        decimal number => number.ToString("#,0.####", CultureInfo.InvariantCulture),
        TimeSpan time when time.Ticks % TimeSpan.TicksPerHour == 0 => $"{(long)time.TotalHours} h",
        TimeSpan time when time.Ticks % TimeSpan.TicksPerMinute == 0 => $"{(long)time.TotalMinutes} min",
        TimeSpan time => time.ToPlanText(),
        string text => text,
        _ => throw new ArgumentException($"A {value.GetType().Name} is no value of the plan.", nameof(value)),
    };

    /// <summary>In Markdown.</summary>
    public string Text => new[] { Row(Columns), Row(Columns.Select(_ => "---")) }.Concat(Rows.Select(Row)).Lines();

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
