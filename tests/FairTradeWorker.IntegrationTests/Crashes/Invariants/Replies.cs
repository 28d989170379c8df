using System.Collections.Concurrent;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.Ops.Check;

namespace FairTradeWorker.IntegrationTests.Crashes.Invariants;

/// <summary>Each request, sent once more with its key, gets its first answer to the byte.</summary>
internal static class Replies
{
    private const int OneOf = 4;

    /// <summary>Asks for all that were repeated during the run, and for a part of the others.</summary>
    public static async Task<Finding> JudgeAsync(History history, Api api)
    {
        // Refusals other than a conflict are not kept: they may turn out differently the next time.
        var asked = history.Writes.Where(write => write.IsAcknowledged || write.Answer.Status == 409)
            .Where((write, place) => write.Attempts > 1 || place % OneOf == 0).ToList();
        var broken = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (write, _) =>
        {
            var again = await api.SendAsync(write.Call);
            if (again.Status != write.Answer.Status || again.Header("Idempotent-Replayed") != "true" || !again.Body.AsSpan().SequenceEqual(write.Answer.Body))
            {
                broken.Enqueue($"{write.Call} was {write.Answer.Status} and is {again.Status}, replayed: {again.Header("Idempotent-Replayed")}");
            }
        });
        return new("same reply", "a key repeated gets its first answer to the byte", asked.Count, [.. broken]);
    }
}
