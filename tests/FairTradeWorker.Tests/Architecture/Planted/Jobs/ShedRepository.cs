namespace FairTradeWorker.Tests.Architecture.Planted.Jobs;

internal interface IShedService
{
    int Count();
}

internal interface IShedPart;

internal sealed record ShedDoor : IShedPart;

internal sealed record ShedRoof : IShedPart;

internal sealed class ShedRepository : IShedService
{
    public int Count() => 0;
}
