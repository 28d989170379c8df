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
    private readonly int[] refusals;
    private readonly Task probing;
    private int turn;

    public ReadyReplicas(Api api, int count)
    {
        probes = [.. Enumerable.Range(0, count).Select(number => new Uri(api.Instance(number), "/health/ready"))];
        (ready, refusals) = (new bool[count], new int[count]);
        probing = Task.WhenAll(Enumerable.Range(0, count).Select(ProbeAsync));
    }

    /// <summary>How often the replica answered that it is not ready; one that does not answer says nothing.</summary>
    public int Refusals(int number) => Volatile.Read(ref refusals[number]);

    public bool IsReady(int number) => Volatile.Read(ref ready[number]);

    /// <summary>The next ready replica; any when none is.</summary>
    public int Next()
    {
        for (var attempt = 0; attempt < probes.Length; attempt++)
        {
            var number = Interlocked.Increment(ref turn) % probes.Length;
            if (IsReady(number))
            {
                return number;
            }
        }

        return 0;
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
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    Interlocked.Increment(ref refusals[number]);
                }
            }
            catch (HttpRequestException)
            {
                Volatile.Write(ref ready[number], false);
            }
            catch (TaskCanceledException)
            {
                // Slow to answer, on a machine that is busy with all the others, is not gone.
            }

            await Task.Delay(Probe, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
