using CsCheck;
using FairTradeWorker.LocalServers;
using FairTradeWorker.LocalServers.Redis;
using FairTradeWorker.Marketplace.Platform.RateLimiting;
using StackExchange.Redis;

namespace FairTradeWorker.Tests.Platform.RateLimiting;

/// <summary>The script that counts for all instances, on both kinds of server, against the algorithm in C#.</summary>
public sealed class GcraScriptTests
{
    // The time comes from the test; all else is what runs in production.
    private const string WithGivenClock = "local now = tonumber(ARGV[#ARGV])\n" + GcraScript.Judge;

    // So slow that no key expires by the server's own clock while the test's clock runs through a schedule.
    private static readonly Gen<Quota> Quotas = Gen.Select(Gen.Int[1, 8], Gen.Long[100_000_007, 36_000_000_007], (requests, ticks) =>
        new Quota("tried", requests, TimeSpan.FromTicks(ticks * requests)));

    private static readonly Gen<long[]> Pauses =
        Gen.Frequency((5, Gen.Long[0, 1_000]), (4, Gen.Long[0, 400_000_000]), (1, Gen.Long[0, 40_000_000_000])).Array[1, 30];

    [Theory]
    [InlineData(RedisServerKind.Redis)]
    [InlineData(RedisServerKind.Garnet)]
    public async Task The_script_judges_as_the_algorithm_does(RedisServerKind kind)
    {
        await using var server = await StartAsync(kind);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var database = connection.GetDatabase();
        var schedule = 0;
        await Gen.Select(Quotas, Quotas, Pauses).SampleAsync(async (first, second, pauses) =>
        {
            var name = Interlocked.Increment(ref schedule);
            RedisKey[] keys = [$"{{{name}}}:first", $"{{{name}}}:second"];
            var (now, freeAt, alsoFreeAt) = (1_790_000_000_000_000L, 0L, 0L);
            foreach (var pause in pauses)
            {
                now += pause;
                var (one, other) = (Gcra.Take(first, freeAt, now), Gcra.Take(second, alsoFreeAt, now));
                (freeAt, alsoFreeAt) = (now + one.Debt, now + other.Debt);
                var answer = await RunAsync(database, WithGivenClock, keys, first.Interval, first.Most, second.Interval, second.Most, now);

                Assert.Equal([one.IsTaken ? 1 : 0, one.Debt, other.IsTaken ? 1 : 0, other.Debt], answer);
            }
        }, iter: 100, threads: 1);
    }

    [Theory]
    [InlineData(RedisServerKind.Redis)]
    [InlineData(RedisServerKind.Garnet)]
    public async Task What_it_remembers_is_gone_when_the_debt_is_paid_and_no_sooner(RedisServerKind kind)
    {
        await using var server = await StartAsync(kind);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var database = connection.GetDatabase();
        var quota = new Quota("tried", 7, TimeSpan.FromMinutes(1));

        for (var i = 1; i <= 10; i++)
        {
            var answer = await RunAsync(database, GcraScript.Text, ["caller"], quota.Interval, quota.Most);

            // The clock has moved on between the two commands, by less than one request; the server keeps and tells whole milliseconds.
            var left = await database.KeyTimeToLiveAsync("caller");
            Assert.Equal(i <= 7 ? 1 : 0, answer[0]);
            Assert.InRange(answer[1], (Math.Min(i, 7) - 1) * quota.Interval, Math.Min(i, 7) * quota.Interval);
            Assert.NotNull(left);
            Assert.InRange(left.Value.TotalMicroseconds, answer[1] - quota.Interval, answer[1] + 2_000);
        }

        await database.StringSetAsync("caller", "nonsense");
        Assert.Equal([1, quota.Interval], await RunAsync(database, GcraScript.Text, ["caller"], quota.Interval, quota.Most));
    }

    private static async Task<long[]> RunAsync(IDatabase database, string script, RedisKey[] keys, params long[] numbers) =>
        (long[]?)await database.ScriptEvaluateAsync(script, keys, [.. numbers.Select(number => (RedisValue)number)]) ?? [];

    private static async Task<RedisServer> StartAsync(RedisServerKind kind)
    {
        try
        {
            return await RedisServer.StartAsync(kind, TestContext.Current.CancellationToken);
        }
        catch (LocalServerException missing) when (missing.Message.StartsWith("No ", StringComparison.Ordinal))
        {
            Assert.SkipUnless(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase), missing.Message);
            throw;
        }
    }
}
