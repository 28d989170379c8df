using System.CommandLine;
using System.Globalization;
using FairTradeWorker.Benchmarks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var jobs = Number("--jobs", 100_000, "Jobs in the seeded database; four times as many users.");
var rounds = Number("--rounds", 5, "Rounds; each contender has its turn in each.");
var seconds = Number("--seconds", 5, "Length of a turn.");
var connections = Number("--connections", 64, "Connections to the server at once.");
var warmUp = Number("--warm-up", 8, "Most turns that do not count, for servers that have just started and compile their hottest code anew.");
var only = new Option<string?>("--only") { Description = "One endpoint: browse, detail or bid." };
var report = new Option<FileInfo?>("--report") { Description = "Also write the tables to this file." };
var root = new RootCommand(
    "Measures the product's busiest endpoints beside a bare Kestrel with Npgsql, and beside pgbench, on the same tables. Takes "
    + "turns, so that whatever else the machine does meets all alike; judge by CPU time a request and by the ratios.")
{
    jobs, rounds, seconds, connections, warmUp, only, report,
};
root.SetAction(async (parsed, ct) =>
{
    var settings = new ContestSettings(
        parsed.GetRequiredValue(rounds), TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds)), parsed.GetRequiredValue(connections),
        parsed.GetRequiredValue(warmUp));
#if DEBUG
    Console.WriteLine("This is a Debug build: its figures mean nothing. Use -c Release.");
#endif
    await using var stage = await Stage.StartAsync(parsed.GetRequiredValue(jobs), ct);
    var tables = new List<string>();
    foreach (var endpoint in Endpoints.Of(stage).Where(one => parsed.GetValue(only) is not { } name || one.Name == name))
    {
        await endpoint.CheckAsync(ct);
        tables.Add(Report.Of(endpoint, await new Contest(endpoint, settings, stage).RunAsync(ct)));
        Console.WriteLine($"\n{tables[^1]}");
    }

    if (parsed.GetValue(report) is { } file)
    {
        await File.WriteAllTextAsync(file.FullName, string.Join('\n', tables), ct);
    }

    return 0;
});
return await root.Parse(args).InvokeAsync();

static Option<int> Number(string name, int standard, string description) => new(name)
{
    Description = description,
    DefaultValueFactory = _ => standard,
};
