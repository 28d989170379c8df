using System.Globalization;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Messaging;

internal static class ListMessages
{
    /// <summary>Oldest first, so that the newest stands last, from behind <paramref name="after"/>, or where a cursor says: the cursor of a page that began there goes on from it.</summary>
    public static async Task<Results<Ok<Page<MessageResponse>>, Problem>> HandleAsync(
        PathId id, [FromQuery(Name = "after")] QueryNumber? after, [AsParameters] PageQuery page,
        CurrentUser user, Pager pager, MarketplaceDb db, CancellationToken ct)
    {
        var conversationId = id.Value;
        if (!await db.ConversationsOf(user.Id).AnyAsync(found => found.Id == conversationId, ct))
        {
            return CommonProblems.Missing();
        }

        var errors = new QueryErrors();
        errors.Check("after", after);
        var scope = $"messages|{conversationId}|{user.Id}";
        if (pager.IsInvalid(page, scope, errors, out string? position, out var invalid))
        {
            return invalid;
        }

        var last = position is null ? after?.Value ?? 0 : long.Parse(position, CultureInfo.InvariantCulture);
        var rows = await db.Messages.Where(message => message.ConversationId == conversationId && message.Sequence > last)
            .OrderBy(message => message.Sequence).Take(page.Size + 1).Select(MessageResponse.FromMessage).ToListAsync(ct);
        return TypedResults.Ok(pager.Cut(rows, page, scope, message => message.Sequence.ToString(CultureInfo.InvariantCulture)));
    }
}
