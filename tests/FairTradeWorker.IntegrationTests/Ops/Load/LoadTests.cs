using System.Text.Json;
using System.Text.Json.Nodes;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.Ops.Load.Journeys;

namespace FairTradeWorker.IntegrationTests.Ops.Load;

/// <summary>The real driver against the real platform, both as processes.</summary>
public sealed class LoadTests(LoadedPlatform platform) : ApiTest(platform), IClassFixture<LoadedPlatform>, IDisposable
{
    private readonly LoadedPlatform platform = platform;
    private readonly string folder = Directory.CreateTempSubdirectory("ftw-load").FullName;

    // Everybody writes in every visit, and visits are short enough for a test.
    private static (string, JsonNode)[] Busy =>
    [
        ("launchDay.jobs", 96_000), ("launchDay.bids", 56_000), ("launchDay.messages", 152_000),
        ("loadTests.shortestThink", "350 ms"), ("loadTests.longestThink", "450 ms"),
    ];

    [Fact]
    public async Task Fifty_users_of_both_instances_get_no_unexpected_answer_and_all_they_write_is_stored()
    {
        using var plan = PlanFile.With([.. LoadedPlatform.Patient, .. Busy]);
        var before = await WritesAsync();
        var run = await RunAsync(plan, [Api.Instance(0), Api.Instance(1)], "smoke", "--users", "50", "--duration", "15s");

        Assert.True(run.ExitCode == 0, run.Output);
        var total = run.Result["total"] ?? throw new InvalidOperationException("There is no total.");
        Assert.Equal((0L, 0L), (Number(total["errors"]), Number(total["limited"])));
        Assert.Empty(run.Result["faults"]?.AsArray() ?? []);
        var writes = run.Result["writes"] ?? throw new InvalidOperationException("There are no writes.");
        var acknowledged = Number(writes["acknowledged"]);
        Assert.InRange(acknowledged, 20, 10_000);
        Assert.Equal((acknowledged, acknowledged, 0), (Number(writes["inDatabase"]), Number(writes["readBack"]), Number(writes["missing"])));
        // Not one more than was acknowledged, either.
        Assert.Equal(acknowledged, await WritesAsync() - before);

        // All that the journeys can ask was asked, and answered within the limits that were on.
        Assert.Equal(
            Routes.All.Select(route => route.Name).Where(name => name != "POST /v1/auth/login" && name != "POST /v1/auth/refresh")
                .Order(StringComparer.Ordinal),
            (run.Result["routes"]?.AsArray() ?? []).Select(route => route?["name"]?.GetValue<string>()).Order(StringComparer.Ordinal));
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "report.html"), Token);
        Assert.Contains("Everything held", page, StringComparison.Ordinal);
        Assert.Contains("<path class=\"two\" d=\"M", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_who_hardly_pause_are_refused_by_the_rate_limit_which_is_no_error_but_does_not_hold()
    {
        using var plan = PlanFile.With([.. LoadedPlatform.Patient, ("loadTests.shortestThink", "1 ms"), ("loadTests.longestThink", "2 ms")]);
        // Three users who are in no other run: what they spend is gone for a minute.
        var run = await RunAsync(
            plan, [Api.Instance(0), Api.Instance(1)], "smoke", "--users", "300", "--share", "100/100", "--duration", "20s");

        Assert.Equal(1, run.ExitCode);
        Assert.True(Number(run.Result["total"]?["limited"]) > 0, run.Output);
        Assert.Equal(0, Number(run.Result["total"]?["errors"]));
        Assert.Equal(["refused by the rate limit"], NotHeld(run.Result));
    }

    [Fact]
    public async Task A_stopped_API_is_a_count_of_errors_and_no_exception()
    {
        using var plan = PlanFile.With([.. LoadedPlatform.Patient, .. Busy]);
        var run = await RunAsync(plan, [new Uri($"http://127.0.0.1:{FreePort.Any()}")], "smoke", "--users", "5", "--duration", "3s");

        Assert.True(run.ExitCode == 1, run.Output);
        var total = run.Result["total"];
        Assert.True(Number(total?["requests"]) > 5, run.Output);
        Assert.Equal(Number(total?["requests"]), Number(total?["errors"]));
        Assert.Equal(["p50", "p95", "errors"], NotHeld(run.Result));
        Assert.DoesNotContain("Unhandled", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_cannot_be_met_ends_with_1()
    {
        using var plan = PlanFile.With([.. Busy, ("redis.patience", "1 ms"), ("targets.apiP50", "2 ms"), ("targets.apiP95", "3 ms")]);
        var run = await RunAsync(plan, [Api.Instance(0)], "smoke", "--users", "5", "--duration", "3s");

        Assert.True(run.ExitCode == 1, run.Output);
        Assert.Contains("p95", NotHeld(run.Result));
        Assert.DoesNotContain("errors", NotHeld(run.Result));
    }

    [Fact]
    public async Task A_run_that_is_asked_to_stop_reports_what_it_has_seen()
    {
        using var plan = PlanFile.With([.. LoadedPlatform.Patient, .. Busy]);
        // timeout sends SIGTERM, as a person's Ctrl-C or a build server does.
        var run = await RunAsync(plan, [Api.Instance(0)], ["timeout", "--preserve-status", "10"], "smoke", "--users", "5", "--duration", "10min");

        Assert.True(run.ExitCode == 1, run.Output);
        Assert.Contains("NOT HELD it was ended after", run.Output, StringComparison.Ordinal);
        Assert.True(Number(run.Result["total"]?["requests"]) > 0, run.Output);
        Assert.True(File.Exists(Path.Combine(folder, "report.html")));
    }

    [Theory]
    [InlineData("There is no scenario smokey", "smokey")]
    [InlineData("--duration is such as 90s", "smoke", "--duration", "90")]
    [InlineData("above zero", "smoke", "--users", "0")]
    [InlineData("without TLS", "smoke", "--base-url", "https://example.test")]
    [InlineData("--share is such as 1/2", "smoke", "--share", "3/2")]
    [InlineData("this process may open", "smoke", "--users", "2000000000")]
    [InlineData("Unrecognized command or argument", "smoke", "--nonsense")]
    public async Task What_cannot_be_tried_ends_with_2_and_the_reason(string reason, params string[] arguments)
    {
        var result = await CommandRunner.RunAsync(
            new Command("dotnet", [Builds.Of("FairTradeWorker.Ops"), "load", .. arguments]), TimeSpan.FromMinutes(1), Token);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(reason, result.Output + result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static long Number(JsonNode? value) => value?.GetValue<long>() ?? throw new InvalidOperationException("There is no number.");

    private static IEnumerable<string?> NotHeld(JsonNode result) => (result["thresholds"]?.AsArray() ?? [])
        .Where(threshold => threshold?["holds"]?.GetValue<bool>() == false).Select(threshold => threshold?["what"]?.GetValue<string>());

    private Task<long> WritesAsync() =>
        Rows.ScalarAsync<long>("select (select count(*) from jobs) + (select count(*) from bids) + (select count(*) from messages)");

    private Task<Ran> RunAsync(PlanFile plan, Uri[] instances, params string[] arguments) => RunAsync(plan, instances, [], arguments);

    private async Task<Ran> RunAsync(PlanFile plan, Uri[] instances, string[] through, params string[] arguments)
    {
        string[] all =
        [
            .. through, "dotnet", Builds.Of("FairTradeWorker.Ops"), "load", .. arguments,
            .. instances.SelectMany(instance => (string[])["--base-url", instance.ToString()]),
            "--plan", plan.Path, "--connection", platform.DirectConnection,
            "--report", Path.Combine(folder, "report.html"), "--json", Path.Combine(folder, "result.json"),
        ];
        var result = await CommandRunner.RunAsync(new Command(all[0], all[1..]), TimeSpan.FromMinutes(3), Token);
        var output = result.Output + result.Error;
        var json = Path.Combine(folder, "result.json");
        return File.Exists(json)
            ? new(result.ExitCode, output, JsonNode.Parse(await File.ReadAllTextAsync(json, Token)) ?? throw new JsonException("null"))
            : throw new InvalidOperationException(output);
    }

    private sealed record Ran(int ExitCode, string Output, JsonNode Result);
}
