using System.Diagnostics;

namespace FairTradeWorker.Benchmarks;

/// <param name="Length">Of a turn.</param>
/// <param name="Connections">To the server at once.</param>
/// <param name="WarmUp">Most turns that do not count.</param>
internal sealed record ContestSettings(int Rounds, TimeSpan Length, int Connections, int WarmUp);

/// <summary>Rounds in which each contender has its turn, forwards and backwards.</summary>
internal sealed class Contest(Endpoint endpoint, ContestSettings settings, Stage stage)
{
    private const double StillFalling = 0.93;

    private readonly PgBench? pgbench = PgBench.Find(stage.Postgres);

    /// <summary>The turns of each contender, in the order of the rounds.</summary>
    /// <exception cref="InvalidOperationException">An answer was not the expected one: the comparison would lie.</exception>
    public async Task<IReadOnlyDictionary<Contender, IReadOnlyList<Turn>>> RunAsync(CancellationToken ct)
    {
        var contenders = endpoint.Contenders.Where(one => one is not PgBenchContender || pgbench is not null).ToList();
        if (contenders.Count < endpoint.Contenders.Count)
        {
            Console.WriteLine("pgbench is not installed; its row is left out.");
        }

        foreach (var contender in contenders)
        {
            await WarmUpAsync(contender, ct);
        }

        var turns = contenders.ToDictionary(one => one, _ => new List<Turn>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var contender in round % 2 == 0 ? contenders : Enumerable.Reverse(contenders))
            {
                turns[contender].Add(await RunAsync(contender, settings.Length, ct));
            }

            Console.WriteLine($"{endpoint.Name}: round {round + 1} of {settings.Rounds}");
        }

        return turns.ToDictionary(one => one.Key, one => (IReadOnlyList<Turn>)one.Value);
    }

    /// <summary>Turns that do not count, until a request does not cost less than in the turn before.</summary>
    private async Task WarmUpAsync(Contender contender, CancellationToken ct)
    {
        var before = await RunAsync(contender, settings.Length, ct);
        for (var turn = 1; turn < settings.WarmUp; turn++)
        {
            var next = await RunAsync(contender, settings.Length, ct);
            if (next.All >= StillFalling * before.All)
            {
                return;
            }

            before = next;
        }
    }

    private async Task<Turn> RunAsync(Contender contender, TimeSpan time, CancellationToken ct)
    {
        var process = contender is HttpContender http ? http.Process.Id : (int?)null;
        var (app, postgres, redis) = (TimeOf(process), TimeOf(stage.Postgres.Pid), TimeOfRedis());
        var watch = Stopwatch.StartNew();
        var (count, latencies) = contender switch
        {
            HttpContender one => await new HttpLoad(one, settings.Connections).RunAsync(time, ct),
            PgBenchContender one when pgbench is not null => await pgbench.RunAsync(one.Script, Math.Min(Stage.PoolSize, settings.Connections), time, ct),
            _ => throw new InvalidOperationException($"Nobody can run {contender}."),
        };
        var elapsed = watch.Elapsed;
        if (count == 0)
        {
            // On a machine that is busy enough, connecting alone takes that long.
            Console.WriteLine($"{contender.Name} answered nothing in {time.TotalSeconds:0} s; it gets twice the time.");
            return await RunAsync(contender, 2 * time, ct);
        }

        return new(
            count / elapsed.TotalSeconds, latencies.At(0.50), latencies.At(0.95), latencies.At(0.99), (TimeOf(process) - app) / count,
            (TimeOf(stage.Postgres.Pid) - postgres) / count, (TimeOfRedis() - redis) / count);
    }

    // Only one of them has work in a turn.
    private TimeSpan TimeOfRedis() => stage.Redis.Aggregate(TimeSpan.Zero, (sum, server) => sum + TimeOf(server.Pid));

    private static TimeSpan TimeOf(int? process) => process is { } pid ? ProcessorTime.Of(pid) : TimeSpan.Zero;
}
