using FairTradeWorker.Tests.Architecture.Planted.Jobs;

namespace FairTradeWorker.Tests.Architecture.Planted.Platform;

internal static class Helper
{
    public static bool IsShed(object thing) => thing is Shed;
}
