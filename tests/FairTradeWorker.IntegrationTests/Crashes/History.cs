using System.Collections.Concurrent;
using System.Diagnostics;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Crashes;

/// <summary>How an attempt ended as its client saw it; unknown is what may have happened or not.</summary>
public enum Outcome
{
    Ok,
    Refused,
    Unknown,
}

/// <summary>One attempt of one request.</summary>
internal sealed record Attempt(int Client, string Request, TimeSpan Begun, TimeSpan Ended, Outcome Outcome, string Detail);

/// <summary>A write that was answered at last.</summary>
/// <param name="Kind">The last part of its path, such as <c>accept</c>.</param>
/// <param name="About">The id in its path, or what marks it in the database.</param>
/// <param name="Attempts">How often it was sent until then.</param>
internal sealed record Write(int Client, string Kind, string About, Call Call, Answer Answer, int Attempts)
{
    public bool IsAcknowledged => Answer.Status is >= 200 and < 300;
}

/// <summary>A version and state that a client has seen of a job or bid.</summary>
internal sealed record Sight(int Client, string Id, int Version, string Status);

/// <summary>All that the clients of one run have seen, each client's in its order.</summary>
internal sealed class History
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly ConcurrentQueue<Attempt> attempts = new();
    private readonly ConcurrentQueue<Write> writes = new();
    private readonly ConcurrentQueue<Sight> sights = new();
    private readonly ConcurrentQueue<string> unanswered = new();
    private int acknowledged;
    private int unknown;

    /// <summary>Marks what this run makes, so that it is told from everything else in the database.</summary>
    public string Run { get; } = $"run-{Guid.NewGuid():N}";

    public TimeSpan Now => watch.Elapsed;

    public int Acknowledged => Volatile.Read(ref acknowledged);

    public int Unknown => Volatile.Read(ref unknown);

    public IReadOnlyCollection<Attempt> Attempts => attempts;

    public IReadOnlyCollection<Write> Writes => writes;

    public IReadOnlyCollection<Sight> Sights => sights;

    /// <summary>Requests that were given up without an answer.</summary>
    public IReadOnlyCollection<string> Unanswered => unanswered;

    public IEnumerable<Write> Acked(string kind) => writes.Where(write => write.Kind == kind && write.IsAcknowledged);

    public void Add(Attempt attempt)
    {
        attempts.Enqueue(attempt);
        if (attempt.Outcome == Outcome.Unknown)
        {
            Interlocked.Increment(ref unknown);
        }
    }

    public void Add(Write write)
    {
        writes.Enqueue(write);
        if (write.IsAcknowledged)
        {
            Interlocked.Increment(ref acknowledged);
        }
    }

    public void Add(Sight sight) => sights.Enqueue(sight);

    public void GiveUp(string request) => unanswered.Enqueue(request);

    public override string ToString() =>
        $"{attempts.Count} requests, {acknowledged} writes acknowledged, {writes.Count - acknowledged} refused, {unknown} attempts of unknown outcome, "
        + $"{writes.Count(write => write.Attempts > 1)} writes answered on a repetition, "
        + $"{writes.Count(write => write.Attempts > 1 && write.Answer.Header("Idempotent-Replayed") == "true")} of them done by an attempt that had no answer";
}
