using System.Globalization;
using System.Text.Json;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.LocalServers.Postgres;
using Npgsql;

namespace FairTradeWorker.IntegrationTests.Monitoring;

/// <summary>
/// Faults of a running system, as operators hear of them. With <c>--logger "console;verbosity=detailed"</c> the log
/// with its times is printed.
/// </summary>
public sealed class FaultTests(MonitoredPlatform platform) : ApiTest(platform), IClassFixture<MonitoredPlatform>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly MonitoredPlatform platform = platform;
    private readonly HttpClient http = new();
    private readonly long begun = TimeProvider.System.GetTimestamp();

    [Fact]
    public async Task A_fault_is_told_and_its_end_too()
    {
        var homeowners = new List<Person>();
        for (var i = 0; i < 6; i++)
        {
            homeowners.Add(await Api.RegisterAsync("homeowner"));
        }

        var job = await Api.PostJobAsync(homeowners[0]);
        await using var traffic = new Traffic(Api, job, homeowners);
        await ReadFromAllAsync();

        // What does not disturb each other happens at once.
        await Task.WhenAll(RedisIsGoneAsync(), ConnectionsRunOutAsync(), AReplicaStaysBehindAsync());
        await TheApiIsSlowAsync();
        await TheApiFailsAsync();

        // These processes run with a plan of the tests.
        Assert.Contains(platform.Webhook.All, told => told.Alert == "PlanDiffers" && told.Status == "firing");
        Assert.All(platform.Webhook.All, told => Assert.True(File.Exists(Path.Combine(Builds.Root, told.Runbook)), told.Runbook));
    }

    [Fact]
    public async Task Every_query_of_the_rules_and_dashboards_finds_series_in_a_running_system()
    {
        var person = await Api.RegisterAsync("homeowner");
        await using var traffic = new Traffic(Api, await Api.PostJobAsync(person), [person]);
        await ReadFromAllAsync();
        var queries = Directory.EnumerateFiles(Path.Combine(Builds.Root, "infrastructure/grafana"), "*.json").SelectMany(Queries.OfDashboard).ToList();
        var metrics = queries.Concat(Queries.OfRules(Path.Combine(Builds.Root, "infrastructure/prometheus/rules.yml"))).SelectMany(Queries.MetricsIn)
            .Distinct().Where(name => !Queries.OfOthers.ContainsKey(name)).ToList();

        Assert.InRange(queries.Count, 30, 100);
        Assert.InRange(metrics.Count, 25, 100);
        foreach (var metric in metrics)
        {
            await PatientlyAsync(async () => await CountAsync($"count({{__name__=\"{metric}\"}})") > 0, $"{metric} is exported");
        }

        foreach (var query in queries.Where(query => !Queries.MayBeEmpty.Any(part => query.Contains(part, StringComparison.Ordinal))))
        {
            var now = query.Replace("$__rate_interval", "15s", StringComparison.Ordinal);
            await PatientlyAsync(async () => await CountAsync($"count({now})") > 0, $"{query} gives series");
        }
    }

    [Fact]
    public async Task Signed_in_users_are_counted_once_over_all_instances()
    {
        // Whoever has just come is counted with the next exchange; nobody else uses this platform now.
        var before = await ComeAndCountAsync([await Api.RegisterAsync("homeowner")], known: null);
        List<Person> people = [];
        for (var i = 0; i < 3; i++)
        {
            people.Add(await Api.RegisterAsync("homeowner"));
        }

        Assert.Equal(before + 3, await ComeAndCountAsync(people, before + 2));
        // They come again, with one more.
        Assert.Equal(before + 4, await ComeAndCountAsync([.. people, await Api.RegisterAsync("homeowner")], before + 3));

        // The number as soon as it is above what was known, and no longer changes from one exchange to the next.
        async Task<double> ComeAndCountAsync(IReadOnlyList<Person> who, double? known)
        {
            foreach (var person in who)
            {
                (await Api.SendAsync(Call.Get("/v1/me", person).On(0))).Is(200);
                (await Api.SendAsync(Call.Get("/v1/me", person).On(1))).Is(200);
            }

            var (last, same) = (0d, 0);
            await PatientlyAsync(async () =>
            {
                var counts = await Task.WhenAll(platform.Processes.Select(async process => (await Scrape.OfAsync(process)).Values("ftw_users_active") is [var count] ? count : 0));
                // All three processes must have asked since, and each only does so every few seconds.
                same = counts.Distinct().Count() == 1 && counts[0] == last ? same + 1 : 0;
                last = counts[0];
                return last > (known ?? 0) && same > 30;
            }, $"all processes count more than {known ?? 0} users");
            return last;
        }
    }

    private Task RedisIsGoneAsync() => FaultAsync(
        "RedisGone", "Redis is killed", ct => platform.SharedRedis.KillAsync(ct), "Redis is started again", ct => platform.SharedRedis.StartAgainAsync(ct));

    private async Task ConnectionsRunOutAsync()
    {
        await using var others = NpgsqlDataSource.Create($"{platform.Postgres.Primary.ConnectionString()};Maximum Pool Size=100;Timeout=10");
        var open = new List<NpgsqlConnection>();
        await FaultAsync(
            "PrimaryConnectionsHigh", "96 connections to the primary are opened",
            async ct =>
            {
                while (open.Count < 96)
                {
                    open.Add(await others.OpenConnectionAsync(ct));
                }
            },
            "they are closed",
            async _ =>
            {
                foreach (var connection in open)
                {
                    await connection.DisposeAsync();
                }

                others.Clear();
            });
    }

    private Task AReplicaStaysBehindAsync() => FaultAsync(
        "ReplicaBehind", "the first replica shows nothing new", ct => platform.Postgres.Standbys[0].PauseReplayAsync(ct),
        "it goes on", ct => platform.Postgres.Standbys[0].ResumeReplayAsync(ct));

    private async Task TheApiIsSlowAsync()
    {
        using var enough = new CancellationTokenSource();
        var locking = Task.CompletedTask;
        await FaultAsync(
            "ApiSlow", "the table of jobs is locked for three seconds again and again",
            _ =>
            {
                locking = LockAsync(enough.Token);
                return Task.CompletedTask;
            },
            "nobody locks it", async _ =>
            {
                await enough.CancelAsync();
                await locking;
            });
    }

    private Task TheApiFailsAsync() => FaultAsync(
        "ApiErrors", "the primary is stopped", ct => platform.Postgres.Primary.StopAsync(ct),
        "it is started again", ct => platform.Postgres.Primary.StartAgainAsync(ct));

    private async Task LockAsync(CancellationToken enough)
    {
        await using var connection = new NpgsqlConnection($"{platform.Postgres.Primary.ConnectionString(role: PostgresRole.Owner)};Pooling=false");
        await connection.OpenAsync(CancellationToken.None);
        while (!enough.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand("begin; lock table jobs in access exclusive mode; select pg_sleep(3); commit", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task FaultAsync(string alert, string cause, Func<CancellationToken, Task> causeAsync, string cure, Func<CancellationToken, Task> cureAsync)
    {
        await PatientlyAsync(async () => !await FiresAsync(alert), $"{alert} does not fire yet");
        var at = TimeProvider.System.GetUtcNow();
        Say(alert, cause);
        await causeAsync(Token);
        try
        {
            await PatientlyAsync(() => FiresAsync(alert), $"{alert} fires in Prometheus");
            Say(alert, "fires in Prometheus");
            await PatientlyAsync(() => Task.FromResult(platform.Webhook.Has(alert, "firing", at)), $"the webhook hears of {alert}");
            Say(alert, $"is told: {platform.Webhook.All.Last(told => told.Alert == alert && told.Status == "firing").Description}");
        }
        finally
        {
            at = TimeProvider.System.GetUtcNow();
            Say(alert, cure);
            await cureAsync(Token);
        }

        await PatientlyAsync(async () => !await FiresAsync(alert), $"{alert} ends in Prometheus");
        Say(alert, "ends in Prometheus");
        await PatientlyAsync(() => Task.FromResult(platform.Webhook.Has(alert, "resolved", at)), $"the webhook hears of the end of {alert}");
        Say(alert, "is told to be over");
    }

    private Task ReadFromAllAsync() => PatientlyAsync(
        async () => await CountAsync("count(up == 1)") == 3 && await CountAsync("count(ftw:api_latency_seconds:p95)") == 1, "Prometheus reads from all three processes");

    private async Task<bool> FiresAsync(string alert) =>
        await CountAsync($"count(ALERTS{{alertname=\"{alert}\",alertstate=\"firing\"}})") > 0;

    private async Task<double> CountAsync(string query)
    {
        using var response = await http.GetAsync(new Uri(platform.Monitoring.Prometheus, $"/api/v1/query?query={Uri.EscapeDataString(query)}"), Token);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        Assert.True(response.IsSuccessStatusCode, $"{query}: {answer.RootElement}");
        var results = answer.RootElement.GetProperty("data").GetProperty("result");
        return results.GetArrayLength() == 0 ? 0 : double.Parse(results[0].GetProperty("value")[1].GetString() ?? "0", CultureInfo.InvariantCulture);
    }

    private static async Task PatientlyAsync(Func<Task<bool>> isSo, string what)
    {
        for (var start = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(start) < Patience;)
        {
            if (await isSo())
            {
                return;
            }

            await Task.Delay(200, Token);
        }

        Assert.Fail($"It did not come to pass within {Patience.TotalSeconds:0} s that {what}.");
    }

    private void Say(string alert, string what) => TestContext.Current.TestOutputHelper?.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(begun).TotalSeconds,6:0.0} s  {alert,-24} {what}"));
}
