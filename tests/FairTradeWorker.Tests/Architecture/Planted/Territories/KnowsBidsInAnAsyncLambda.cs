namespace FairTradeWorker.Tests.Architecture.Planted.Territories;

internal static class KnowsBidsInAnAsyncLambda
{
    public static Func<Task<int>> Count() => async () =>
    {
        await Task.Yield();
        return Bids.BidCounter.Count;
    };
}
