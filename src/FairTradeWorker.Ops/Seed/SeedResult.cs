namespace FairTradeWorker.Ops.Seed;

/// <summary>What was written.</summary>
/// <param name="Tables">Name, rows and time of each table.</param>
/// <param name="Elapsed">From the first row to the end of the vacuum.</param>
/// <param name="DatabaseBytes">Size of the whole database afterwards.</param>
internal sealed record SeedResult(
    IReadOnlyList<SeededTable> Tables, TimeSpan Elapsed, long DatabaseBytes, SeedPlan Plan, SeededTerritory Largest)
{
    public long Rows => Tables.Sum(table => table.Rows);
}

internal sealed record SeededTable(string Name, long Rows, TimeSpan Elapsed);

/// <summary>The territory with the most open jobs: where a load test finds a full list.</summary>
internal sealed record SeededTerritory(string Id, string Name, string State, int OpenJobs);
