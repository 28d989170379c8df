using System.Collections.Concurrent;

namespace FairTradeWorker.IntegrationTests.Crashes;

/// <summary>How the clients find each other; what they then do they do over the API.</summary>
internal sealed class Noticeboard
{
    private const int Recent = 12;
    private readonly ConcurrentQueue<string> jobs = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> awards = new();
    private volatile bool isClosed;

    /// <summary>The run is over: what was begun is finished, nothing new is begun.</summary>
    public bool IsClosed => isClosed;

    public void Close() => isClosed = true;

    public void Post(string jobId)
    {
        jobs.Enqueue(jobId);
        while (jobs.Count > Recent)
        {
            jobs.TryDequeue(out _);
        }
    }

    public string? Pick(Random random) => jobs.ToArray() is { Length: > 0 } recent ? recent[random.Next(recent.Length)] : null;

    public void Award(string contractorId, string jobId) => awards.GetOrAdd(contractorId, _ => new()).Enqueue(jobId);

    public string? NextAward(string contractorId) =>
        awards.TryGetValue(contractorId, out var mine) && mine.TryDequeue(out var jobId) ? jobId : null;
}
