using FairTradeWorker.Tests.Architecture.Planted.Jobs;

namespace FairTradeWorker.Tests.Architecture.Planted.Bids;

internal static class BidCounter
{
    public static int Count => typeof(BidCounter).Name.Length;

    public static string Describe(ShedResponse shed) => $"{shed.Name}: {Count}";
}
