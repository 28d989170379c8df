using System.Net;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Shutdown;

/// <summary>What a load balancer is: it probes the replicas and sends requests, in turn, to those that are ready.</summary>
internal sealed class ReadyReplicas : IAsyncDisposable
{
    private static readonly TimeSpan Probe = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(1) };
    private readonly CancellationTokenSource ending = new();
    private readonly Uri[] probes;
    private readonly bool[] ready;
    private readonly bool[] gone;
    private readonly int[] refusals;
    private readonly Task probing;
    private int turn;

    public ReadyReplicas(Api api, int count)
    {
        probes = [.. Enumerable.Range(0, count).Select(number => new Uri(api.Instance(number), "/health/ready"))];
        (ready, gone, refusals) = (new bool[count], new bool[count], new int[count]);
        probing = Task.WhenAll(Enumerable.Range(0, count).Select(ProbeAsync));
    }

    /// <summary>How often the replica answered that it is not ready; one that does not answer says nothing.</summary>
    public int Refusals(int number) => Volatile.Read(ref refusals[number]);

    public bool IsReady(int number) => Volatile.Read(ref ready[number]);

    /// <summary>The next ready replica; when none is, one that answers at all, as balancers do then.</summary>
    public int Next() => Next(IsReady) ?? Next(number => !Volatile.Read(ref gone[number])) ?? 0;

    private int? Next(Func<int, bool> isFit)
    {
        for (var attempt = 0; attempt < probes.Length; attempt++)
        {
            var number = Interlocked.Increment(ref turn) % probes.Length;
            if (isFit(number))
            {
                return number;
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await probing;
        ending.Dispose();
        http.Dispose();
    }

    private async Task ProbeAsync(int number)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(probes[number], ending.Token);
                Volatile.Write(ref ready[number], answer.StatusCode == HttpStatusCode.OK);
                Volatile.Write(ref gone[number], false);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    Interlocked.Increment(ref refusals[number]);
                }
            }
            catch (HttpRequestException)
            {
                Volatile.Write(ref ready[number], false);
                Volatile.Write(ref gone[number], true);
            }
            catch (TaskCanceledException)
            {
                // Slow to answer, on a machine that is busy with all the others, is not gone.
            }

            await Task.Delay(Probe, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
