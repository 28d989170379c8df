using System.Text.Json;

namespace FairTradeWorker.IntegrationTests.Scale;

/// <summary>A statement as PostgreSQL ran it: its text, the plan that was really taken, and what that touched.</summary>
public sealed class QueryPlan(JsonElement json)
{
    private readonly IReadOnlyList<JsonElement> nodes = [.. Descend(json.GetProperty("Plan"))];

    public string Sql => json.GetProperty("Query Text").GetString()!;

    /// <summary>The indexes that were read, each once, in alphabetical order.</summary>
    public IReadOnlyList<string> Indexes =>
        [.. nodes.Select(node => TextOf(node, "Index Name")).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Tables that were read from end to end.</summary>
    public IReadOnlyList<string> SeqScans =>
        [.. nodes.Where(node => TextOf(node, "Node Type") == "Seq Scan").Select(node => TextOf(node, "Relation Name")).OfType<string>()];

    /// <summary>Rows that went into the largest sort; 0 without one.</summary>
    public long LargestSort => nodes.Where(node => TextOf(node, "Node Type") == "Sort")
        .Select(node => RowsOf(node.GetProperty("Plans")[0])).DefaultIfEmpty(0).Max();

    /// <summary>Rows that were read from tables and indexes, those that a filter threw away included.</summary>
    public long RowsRead => nodes.Where(IsScan).Sum(node => RowsOf(node) + Times(node, "Rows Removed by Filter")
        + Times(node, "Rows Removed by Index Recheck"));

    /// <summary>8 kB pages that were touched.</summary>
    public long Pages => Number(json.GetProperty("Plan"), "Shared Hit Blocks") + Number(json.GetProperty("Plan"), "Shared Read Blocks");

    public override string ToString() =>
        $"{Pages} pages, {RowsRead} rows, sorts {LargestSort}, indexes [{string.Join(", ", Indexes)}], whole tables [{string.Join(", ", SeqScans)}]\n{Sql}\n"
        + JsonSerializer.Serialize(json.GetProperty("Plan"), Indented);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    // A bitmap's index scan counts the rows that its heap scan counts again.
    private static bool IsScan(JsonElement node) =>
        TextOf(node, "Node Type") is { } type && type.EndsWith("Scan", StringComparison.Ordinal) &&
        type is not ("Bitmap Index Scan" or "Subquery Scan" or "CTE Scan" or "Function Scan");

    private static IEnumerable<JsonElement> Descend(JsonElement node) => node.TryGetProperty("Plans", out var children)
        ? children.EnumerateArray().SelectMany(Descend).Prepend(node)
        : [node];

    private static long RowsOf(JsonElement node) => Times(node, "Actual Rows");

    private static long Times(JsonElement node, string member) => Number(node, member) * Math.Max(1, Number(node, "Actual Loops"));

    // Newer versions print averages over loops with fractions.
    private static long Number(JsonElement node, string member) =>
        node.TryGetProperty(member, out var value) ? (long)Math.Ceiling(value.GetDouble()) : 0;

    private static string? TextOf(JsonElement node, string member) => node.TryGetProperty(member, out var value) ? value.GetString() : null;
}
