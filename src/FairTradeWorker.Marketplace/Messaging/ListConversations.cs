using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Messaging;

internal static class ListConversations
{
    /// <summary>The one with the newest message first.</summary>
    public static async Task<Results<Ok<Page<ConversationResponse>>, Problem>> HandleAsync(
        [AsParameters] PageQuery page, CurrentUser user, Pager pager, MarketplaceDb db, CancellationToken ct)
    {
        var scope = $"conversations|{user.Id}";
        if (pager.IsInvalid(page, scope, new QueryErrors(), out Position? after, out var invalid))
        {
            return invalid;
        }

        // A role has one side of every conversation, so that one of the two indexes serves the page.
        var mine = user.Role == UserRole.Homeowner
            ? db.Conversations.Where(conversation => conversation.HomeownerId == user.Id)
            : db.Conversations.Where(conversation => conversation.ContractorId == user.Id);
        if (after is { Time: var time, Id: var id })
        {
            mine = mine.Where(conversation => EF.Functions.LessThan(
                ValueTuple.Create(conversation.LastActivityAt, conversation.Id), ValueTuple.Create(time, id)));
        }

        var rows = await mine.OrderByDescending(conversation => conversation.LastActivityAt).ThenByDescending(conversation => conversation.Id)
            .Take(page.Size + 1).Select(ConversationResponse.For(user.Id)).ToListAsync(ct);
        return TypedResults.Ok(pager.Cut(rows, page, scope, conversation => new Position(conversation.LastActivityAt, conversation.Id)));
    }
}
