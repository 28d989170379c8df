using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Scale;

/// <summary>What the database did while something ran.</summary>
/// <param name="Plans">Every statement in the order of its end.</param>
/// <param name="CpuMilliseconds">Of the backends, for parsing, planning and executing; without sending and receiving.</param>
public sealed record Work(IReadOnlyList<QueryPlan> Plans, double CpuMilliseconds);

/// <summary>
/// Reads the server's log, where auto_explain writes the plan of every statement that anybody runs. So what is judged
/// is the product's own SQL with its own parameters, prepared or not, and no copy of it that could fall behind.
/// </summary>
public sealed partial class PlanLog(string path, Rows rows)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What the server must be started with.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["shared_preload_libraries"] = "auto_explain",
        ["log_min_error_statement"] = "panic",
        ["log_line_prefix"] = "%m [%p] ",
        ["logging_collector"] = "on",
        ["log_directory"] = "log",
        ["log_filename"] = "postgres.log",
        ["log_rotation_size"] = "0",
        ["log_rotation_age"] = "0",
    };

    private static readonly (string Name, string Value)[] FromNowOn =
    [
        ("auto_explain.log_min_duration", "0"),
        ("auto_explain.log_analyze", "on"),
        ("auto_explain.log_buffers", "on"),
        ("auto_explain.log_timing", "off"),
        ("auto_explain.log_format", "json"),
        ("log_parser_stats", "on"),
        ("log_planner_stats", "on"),
        ("log_executor_stats", "on"),
    ];

    /// <summary>Begins to log: not before the seed is done, each of whose foreign keys is a statement too.</summary>
    public async Task BeginAsync()
    {
        foreach (var (name, value) in FromNowOn)
        {
            await rows.ExecuteAsync($"alter system set {name} = '{value}'");
        }

        await rows.ScalarAsync<bool>("select pg_reload_conf()");
    }

    /// <summary>Runs something and tells what the database did meanwhile, for whomever.</summary>
    public async Task<Work> WatchAsync(Func<Task> action)
    {
        var start = new FileInfo(path).Length;
        await action();
        return Read(await UpToNowAsync(start));
    }

    /// <summary>The first statement that is like this, from now on or from <paramref name="since"/>.</summary>
    public async Task<QueryPlan> WaitForAsync(Func<QueryPlan, bool> isWanted, long since)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); watch.Elapsed < Patience;)
        {
            if (Read(await UpToNowAsync(since)).Plans.FirstOrDefault(isWanted) is { } found)
            {
                return found;
            }

            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The statement was not run in time.");
        throw new InvalidOperationException();
    }

    public long Length => new FileInfo(path).Length;

    // The log is written a moment later than the answer comes; a statement of our own shows how far it has come.
    private async Task<string> UpToNowAsync(long start)
    {
        var marker = $"marker {Guid.NewGuid():N}";
        await rows.ScalarAsync<string>($"select '{marker}'::text");
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); watch.Elapsed < Patience;)
        {
            var text = await ReadFromAsync(start);
            if (text.IndexOf(marker, StringComparison.Ordinal) is > 0 and var end)
            {
                return text[..(end + marker.Length)];
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The server's log does not show our own statement.");
        throw new InvalidOperationException();
    }

    private async Task<string> ReadFromAsync(long start)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(start, SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static Work Read(string log)
    {
        var plans = new List<QueryPlan>();
        var cpu = 0.0;
        var records = RecordStart().Split(log).Where(record => ProcessOf().IsMatch(record)).ToList();
        var own = ProcessOf().Match(records[^1]).Value;

        // The last record is cut off inside our own statement.
        foreach (var record in records.SkipLast(1).Where(record => ProcessOf().Match(record).Value != own))
        {
            if (record.IndexOf("  plan:\n", StringComparison.Ordinal) is > 0 and var at)
            {
                plans.Add(new(JsonSerializer.Deserialize<JsonElement>(record[(at + 8)..].Replace("\n\t", "\n", StringComparison.Ordinal))));
            }
            else if (CpuTime().Match(record) is { Success: true } time)
            {
                cpu += 1_000 * (double.Parse(time.Groups[1].Value, CultureInfo.InvariantCulture) + double.Parse(time.Groups[2].Value, CultureInfo.InvariantCulture));
            }
        }

        return new(plans, cpu);
    }

    // A record begins with a time at the start of a line; its further lines begin with a tab.
    [GeneratedRegex(@"(?<=^|\n)(?=\d{4}-\d\d-\d\d [0-9:.]+ \w+ \[\d+\] [A-Z]+: )")]
    private static partial Regex RecordStart();

    [GeneratedRegex(@"(?<=^\S+ \S+ \w+ )\[\d+\]")]
    private static partial Regex ProcessOf();

    [GeneratedRegex(@"!\s+([0-9.]+) s user, ([0-9.]+) s system, [0-9.]+ s elapsed")]
    private static partial Regex CpuTime();
}
