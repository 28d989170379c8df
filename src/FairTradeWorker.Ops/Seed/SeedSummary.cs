using Spectre.Console;

namespace FairTradeWorker.Ops.Seed;

/// <summary>What a person wants to know when the database is filled.</summary>
internal static class SeedSummary
{
    public static void Write(IAnsiConsole console, SeedResult result)
    {
        var seconds = result.Elapsed.TotalSeconds;
        foreach (var table in result.Tables)
        {
            var perSecond = table.Rows / Math.Max(table.Elapsed.TotalSeconds, 0.001);
            console.WriteLine(
                $"  {table.Name,-20}{table.Rows,12:N0} rows{table.Elapsed.TotalSeconds,9:0.0} s{perSecond,10:N0} rows/s");
        }

        console.WriteLine(
            $"{result.Rows:N0} rows in {seconds:0.0} s ({result.Rows / seconds:N0} rows/s with indexes, foreign keys and vacuum)");
        console.WriteLine($"Database size: {result.DatabaseBytes / 1_000_000.0:N0} MB");
        var (id, name, state, open) = result.Largest;
        console.WriteLine($"Largest territory: {id} {name}, {state} ({open:N0} open jobs)");
        console.WriteLine(
            $"Accounts: {UserDirectory.EmailOf(result.Plan.FirstUser)} to {UserDirectory.EmailOf(result.Plan.LastUser)}, "
            + $"password {SeedPassword.Text}");
    }
}
