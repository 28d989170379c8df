using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Monitoring;

/// <summary>People who look and post all the time, at an even pace, whatever is answered.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(80);

    private readonly CancellationTokenSource end = new();
    private readonly Task clients;

    public Traffic(Api api, string job, IReadOnlyList<Person> homeowners) =>
        clients = Task.WhenAll(homeowners.Select(person => ClientAsync(api, job, person)));

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await clients;
        end.Dispose();
    }

    private async Task ClientAsync(Api api, string job, Person person)
    {
        using var pace = new PeriodicTimer(Pace);
        Call[] visit = [Call.Get($"/v1/jobs/{job}"), Call.Get("/v1/jobs"), Call.Post("/v1/jobs", person, Market.Job())];
        for (var turn = 0; !end.IsCancellationRequested; turn++)
        {
            var call = visit[turn % visit.Length];
            try
            {
                await api.SendAsync((call.Method == "POST" ? call.WithKey() : call) with { MayFail = true });
                await pace.WaitForNextTickAsync(end.Token);
            }
            catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException)
            {
                // The next one may be luckier.
            }
        }
    }
}
