using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.StateMachines;

/// <summary>What must come back when somebody gives a command to something in a state.</summary>
/// <param name="Command">The operation's id in the API description.</param>
/// <param name="Expected">As the page says it: "200", "200 → open", "409 invalid-transition".</param>
internal sealed record StateCell(string Section, string Command, string Role, string State, string Expected)
{
    /// <summary>The state afterwards; null where it stays as it is.</summary>
    public string? Next => Expected.Split(" → ") is [_, var next] ? next : null;

    public bool Succeeds => Expected[0] == '2';

    /// <summary>Status and slug of the answer, the obvious slugs filled in.</summary>
    public string Answer => Expected.Split(" → ")[0] switch
    {
        "401" => "401 unauthenticated",
        "403" => "403 forbidden",
        "404" => "404 not-found",
        var other => other,
    };

    public override string ToString() => $"{Section}: {Command} by {Role}, {State}";
}

/// <summary>
/// The tables of docs/STATE_MACHINES.md. The page is written by hand and is what the tests expect; nothing here is
/// computed from the product.
/// </summary>
internal static class StateTable
{
    private const string NotThere = "–";

    public static IReadOnlyList<StateCell> Cells { get; } = [.. Read(File.ReadAllLines(Path.Combine(Builds.Root, "docs", "STATE_MACHINES.md")))];

    private static IEnumerable<StateCell> Read(IEnumerable<string> lines)
    {
        var section = "";
        string[] states = [];
        foreach (var line in lines)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..];
            }
            else if (line.StartsWith("| command | by |", StringComparison.Ordinal))
            {
                states = Split(line)[2..];
            }
            else if (line.StartsWith("| ", StringComparison.Ordinal))
            {
                var row = Split(line);
                Assert.True(row.Length == states.Length + 2, $"A row of {section} has another length than its head: {line}");
                foreach (var cell in from role in row[1].Split(", ") from column in states.Index() select (role, column))
                {
                    if (row[cell.column.Index + 2] != NotThere)
                    {
                        yield return new(section, row[0], cell.role, cell.column.Item, row[cell.column.Index + 2]);
                    }
                }
            }
        }
    }

    private static string[] Split(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
}
