namespace FairTradeWorker.Ops.Client;

/// <summary>The API answered with something else than its contract promises.</summary>
internal sealed class UnexpectedAnswerException(Answer answer, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public Answer Answer { get; } = answer;
}
