using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Tests.Architecture.Planted.Bids;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Tests.Architecture.Planted.Jobs;

internal static class ReadsEntity
{
    public static async Task<Results<NoContent, Problem>> HandleAsync(Body<Shed> body, CancellationToken ct)
    {
        await Task.Delay(BidCounter.Count, ct);
        return body.IsValid(out _, out var invalid) ? TypedResults.NoContent() : invalid;
    }
}

internal static class PatchesEntity
{
    public static Task<Results<NoContent, Problem>> ChangeIt(PatchBody<Shed> body) =>
        Task.FromResult<Results<NoContent, Problem>>(body is null ? CommonProblems.Missing() : TypedResults.NoContent());
}

internal static class AnswersEntity
{
    public static Results<Ok<Page<Shed>>, Problem> Handle(PathId id) =>
        id.Value == Guid.Empty ? CommonProblems.Missing() : TypedResults.Ok(new Page<Shed>([], null));
}

internal static class AnswersEntityInside
{
    public static Created<ShedResponse> Handle(PathId id) =>
        TypedResults.Created($"/{id.Value}", new ShedResponse("Shed", new Shed()));
}
