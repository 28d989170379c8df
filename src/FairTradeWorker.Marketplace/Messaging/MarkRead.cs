using System.ComponentModel.DataAnnotations;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Messaging;

/// <summary>Up to where the caller has read.</summary>
/// <param name="Sequence">A message of this conversation; going back is no error and changes nothing.</param>
[ValidatableType]
public sealed record MarkReadRequest([property: Range(0, int.MaxValue)] int Sequence);

internal static class MarkRead
{
    public static async Task<Results<Ok<ConversationResponse>, Problem>> HandleAsync(
        PathId id, Body<MarkReadRequest> body, CurrentUser user, MarketplaceDb db, HttpContext http, CancellationToken ct)
    {
        var mine = db.ConversationsOf(user.Id).Where(found => found.Id == id.Value);
        var last = await mine.Select(found => (int?)found.LastSequence).SingleOrDefaultAsync(ct);
        if (last is null)
        {
            return CommonProblems.Missing();
        }

        if (!body.IsValid(out var request, out var invalid))
        {
            return invalid;
        }

        if (request.Sequence > last)
        {
            return CommonProblems.Invalid("sequence", $"The newest message is {last}.");
        }

        // The mark only moves forward, whichever of two devices comes last.
        await mine.Where(found => found.HomeownerId == user.Id && found.HomeownerReadSequence < request.Sequence)
            .ExecuteUpdateAsync(set => set
                .SetProperty(found => found.HomeownerReadSequence, request.Sequence)
                .SetProperty(found => found.Version, found => found.Version + 1), ct);
        await mine.Where(found => found.ContractorId == user.Id && found.ContractorReadSequence < request.Sequence)
            .ExecuteUpdateAsync(set => set
                .SetProperty(found => found.ContractorReadSequence, request.Sequence)
                .SetProperty(found => found.Version, found => found.Version + 1), ct);
        var conversation = await mine.Select(ConversationResponse.For(user.Id)).SingleAsync(ct);
        http.SetETag(conversation.Version);
        return TypedResults.Ok(conversation);
    }
}
