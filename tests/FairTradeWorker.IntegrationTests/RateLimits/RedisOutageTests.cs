using System.Diagnostics;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.LocalServers.Processes;
using FairTradeWorker.LocalServers.Redis;
using StackExchange.Redis;

namespace FairTradeWorker.IntegrationTests.RateLimits;

/// <summary>The shipped plan and a Redis that is killed, stopped and emptied under the instances.</summary>
public sealed class RedisOutageTests(Platform platform)
{
    private const string Everywhere = "\"authenticated\";q=200;w=60";

    // 200 · 1.5 ÷ 2 instances.
    private const string Here = "\"authenticated\";q=150;w=60";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RedisServerKind.Redis)]
    [InlineData(RedisServerKind.Garnet)]
    public async Task Without_Redis_every_instance_limits_by_itself_and_with_it_all_together_again(RedisServerKind kind)
    {
        await using var limited = await StartAsync(kind);
        var api = limited.From("127.0.0.2");
        var person = await limited.Platform.RegisterAsync("homeowner");
        await UntilAsync(api, person, Everywhere);

        // A server that forgot the script is given it again, at once.
        await using (var administrator = await ConnectionMultiplexer.ConnectAsync($"{limited.Redis.ConnectionString},allowAdmin=true"))
        {
            await administrator.GetServers().Single().ScriptFlushAsync();
        }

        await UntilAsync(api, person, Everywhere);
        Assert.DoesNotContain("NOSCRIPT", limited.Log, StringComparison.Ordinal);

        await limited.Redis.KillAsync(Token);
        for (var i = 0; i < 5; i++)
        {
            await UntilAsync(api, person, Here);
        }

        Assert.Contains("Redis does not answer", limited.Log, StringComparison.Ordinal);
        await EachGrantsItsShareAsync(api, await limited.Platform.RegisterAsync("homeowner"));

        // Of six hundred requests without Redis the log keeps the last four hundred.
        Assert.InRange(Occurrences(limited.Log, "Redis"), 0, 20);

        await limited.Redis.StartAgainAsync(Token);
        await UntilAsync(api, person, Everywhere);
        Assert.Contains("Redis answers again", limited.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RedisServerKind.Redis)]
    [InlineData(RedisServerKind.Garnet)]
    public async Task A_Redis_that_hangs_is_waited_for_a_few_times_only_and_used_again_when_it_goes_on(RedisServerKind kind)
    {
        await using var limited = await StartAsync(kind);
        var api = limited.From("127.0.0.2");
        var person = await limited.Platform.RegisterAsync("homeowner");
        await UntilAsync(api, person, Everywhere);
        Posix.Signal(limited.Redis.Pid, Posix.Pause);
        try
        {
            await UntilAsync(api, person, Here);

            // A request asks Redis twice. Waiting 50 ms each time, a hundred would take ten seconds.
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 100; i++)
            {
                Assert.Equal(Here, (await api.SendAsync(Call.Get("/v1/nothing", person).On(i & 1))).Header("RateLimit-Policy"));
            }

            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
            await EachGrantsItsShareAsync(api, await limited.Platform.RegisterAsync("homeowner"));
        }
        finally
        {
            Posix.Signal(limited.Redis.Pid, Posix.Resume);
        }

        await UntilAsync(api, person, Everywhere);
    }

    private Task<LimitedApi> StartAsync(RedisServerKind kind) =>
        LimitedApi.StartAsync(platform, kind, new Dictionary<string, string> { ["RateLimits__Instances"] = "2" });

    private static async Task EachGrantsItsShareAsync(Api api, Person person)
    {
        foreach (var instance in (int[])[0, 1])
        {
            var watch = Stopwatch.StartNew();
            var answers = await Race.RunAsync(300, _ => api.SendAsync(Call.Get("/v1/nothing", person).On(instance)));

            // One comes back each 0.4 s.
            Assert.InRange(answers.Count(answer => answer.Status == 404), 150, 150 + (int)(watch.Elapsed.TotalSeconds / 0.4));
            Assert.All(answers, answer => Assert.Equal(Here, answer.Header("RateLimit-Policy")));
            Assert.All(answers.Where(answer => answer.Status != 404), answer => answer.IsProblem(429, "rate-limited"));
        }
    }

    /// <summary>Both instances answer with this policy, within a while.</summary>
    private static async Task UntilAsync(Api api, Person person, string policy)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(40);)
        {
            var answers = await Task.WhenAll(
                api.SendAsync(Call.Get("/v1/nothing", person).On(0)), api.SendAsync(Call.Get("/v1/nothing", person).On(1)));
            if (answers.All(answer => answer.Header("RateLimit-Policy") == policy))
            {
                return;
            }

            await Task.Delay(50, Token);
        }

        Assert.Fail($"The instances did not come to {policy}.");
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
