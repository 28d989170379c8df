using FairTradeWorker.Ops.Check;

namespace FairTradeWorker.IntegrationTests.Crashes.Invariants;

/// <summary>Whoever repeats gets an answer, and no crash of a part is a defect of ours.</summary>
internal static class Answers
{
    public static Finding AllCame(History history) =>
        new("answers", "every request was answered at last", history.Writes.Count, [.. history.Unanswered]);

    public static Finding NoneWasAFailure(History history) => new(
        "failures", "an answer of unknown outcome is 503 or 409 in-flight, never 500", history.Unknown,
        [.. history.Attempts.Where(attempt => attempt.Detail.StartsWith("500", StringComparison.Ordinal)).Select(attempt => $"{attempt.Request} {attempt.Detail}")]);
}
