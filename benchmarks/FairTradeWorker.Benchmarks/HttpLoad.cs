using System.Diagnostics;

namespace FairTradeWorker.Benchmarks;

/// <summary>So many connections, each asking again when it is answered.</summary>
internal sealed class HttpLoad(HttpContender contender, int connections)
{
    /// <exception cref="InvalidOperationException">An answer was not the expected one.</exception>
    public async Task<(int Count, Latencies Latencies)> RunAsync(TimeSpan length, CancellationToken ct)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false, ActivityHeadersPropagator = null };
        using var http = new HttpClient(handler) { BaseAddress = contender.Process.Address };
        var watch = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => AskAsync(http, watch, length, ct)));
        return (latencies.Sum(one => one.Count), new(latencies.SelectMany(one => one)));
    }

    private async Task<List<TimeSpan>> AskAsync(HttpClient http, Stopwatch watch, TimeSpan length, CancellationToken ct)
    {
        var latencies = new List<TimeSpan>();
        while (watch.Elapsed < length)
        {
            var start = watch.Elapsed;
            using var request = contender.Request();
            using var answer = await http.SendAsync(request, ct);
            if (answer.StatusCode != contender.Status)
            {
                throw new InvalidOperationException(
                    $"{contender.Name} answered {(int)answer.StatusCode} to {request.RequestUri}: {await answer.Content.ReadAsStringAsync(ct)}");
            }

            latencies.Add(watch.Elapsed - start);
        }

        return latencies;
    }
}
