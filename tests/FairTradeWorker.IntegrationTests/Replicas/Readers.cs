using System.Collections.Concurrent;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Replicas;

/// <summary>People who read all the time, on both instances; what they were answered is kept.</summary>
internal sealed class Readers : IAsyncDisposable
{
    private const int Count = 6;

    private readonly ConcurrentQueue<Answer> answers = new();
    private readonly CancellationTokenSource ended = new();
    private readonly Task reading;

    public Readers(Api api, params string[] paths) => reading = Task.WhenAll(Enumerable.Range(0, Count).Select(async number =>
    {
        for (var i = number; !ended.IsCancellationRequested; i++)
        {
            answers.Enqueue(await api.SendAsync(Call.Get(paths[i % paths.Length]) with { MayFail = true }));
        }
    }));

    public int Answered => answers.Count;

    /// <summary>Ends them; all that they were not given.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await ended.CancelAsync();
        await reading;
        return [.. answers.Where(answer => answer.Status != 200).Select(answer => answer.ToString())];
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        ended.Dispose();
    }
}
