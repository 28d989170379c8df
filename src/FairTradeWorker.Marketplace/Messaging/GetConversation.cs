using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Messaging;

internal static class GetConversation
{
    public static async Task<Results<Ok<ConversationResponse>, StatusCodeHttpResult, Problem>> HandleAsync(
        PathId id, CurrentUser user, MarketplaceDb db, HttpContext http, CancellationToken ct)
    {
        var conversation = await db.ConversationsOf(user.Id).Where(conversation => conversation.Id == id.Value)
            .Select(ConversationResponse.For(user.Id)).SingleOrDefaultAsync(ct);
        return conversation is null ? CommonProblems.Missing() : http.OkOrNotModified(conversation, conversation.Version);
    }
}
