namespace FairTradeWorker.Scaling.Rendering.Document;

/// <summary>docs/SCALING_PLAN.md: prose by hand, tables from the plan between markers.</summary>
internal static class PlanDocument
{
    private const string End = "<!-- end -->";

    /// <summary>Puts each table between <c>&lt;!-- table: name --&gt;</c> and <c>&lt;!-- end --&gt;</c>.</summary>
    /// <exception cref="ScalingPlanException">A table has no place, or a place no table.</exception>
    public static string Fill(string current, ScalingPlan plan)
    {
        PlanTable[] tables =
        [
            .. LoadTables.Of(plan), .. CapacityTables.Of(plan), .. DatabaseTables.Of(plan), .. LimitTables.Of(plan), .. WatchTables.Of(plan),
        ];
        var places = current.Split('\n').Count(line => line.StartsWith("<!-- table: ", StringComparison.Ordinal));
        return places == tables.Length
            ? tables.Aggregate(current, Put)
            : throw new ScalingPlanException($"docs/SCALING_PLAN.md has {places} places for {tables.Length} tables.");
    }

    private static string Put(string text, PlanTable table)
    {
        var marker = $"<!-- table: {table.Name} -->\n";
        var begin = text.IndexOf(marker, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : text.IndexOf(End, begin, StringComparison.Ordinal);
        return end < 0
            ? throw new ScalingPlanException($"docs/SCALING_PLAN.md has no place for the table {table.Name}: {marker.Trim()} and {End}.")
            : $"{text[..(begin + marker.Length)]}{table.Text}{text[end..]}";
    }
}
