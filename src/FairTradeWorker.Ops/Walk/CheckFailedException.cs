namespace FairTradeWorker.Ops.Walk;

/// <summary>The walk saw something else than the API promises.</summary>
internal sealed class CheckFailedException(string what, string expected, string came)
    : Exception($"{what}: expected {expected}, came {came}")
{
    public string What { get; } = what;

    public string Expected { get; } = expected;

    public string Came { get; } = came;
}
