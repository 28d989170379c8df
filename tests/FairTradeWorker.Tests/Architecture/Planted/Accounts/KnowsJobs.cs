using FairTradeWorker.Tests.Architecture.Planted.Jobs;

namespace FairTradeWorker.Tests.Architecture.Planted.Accounts;

internal static class KnowsJobs
{
    public static string NameOf(ShedResponse shed) => shed.Name;
}
