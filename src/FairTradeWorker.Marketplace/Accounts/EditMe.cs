using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>The part of an account that its owner may write.</summary>
/// <param name="DisplayName">2 to 100 characters.</param>
[ValidatableType]
public sealed record AccountContent([property: TextLength(2, 100)] string DisplayName);

internal static class EditMe
{
    public static async Task<Results<Ok<UserResponse>, Problem>> EditAccount(
        PatchBody<AccountContent> patch, CurrentUser user, MarketplaceDb db, ChangedTopics topics, HttpContext http, CancellationToken ct)
    {
        // The lock makes parallel changes come one after the other, so that the version judged here is the one that is
        // changed and `If-Match: *` finds whatever is there.
        await db.Database.ExecuteSqlAsync($"select from users where id = {user.Id} for no key update", ct);
        var mine = db.Users.Where(account => account.Id == user.Id && account.ErasedAt == null);
        var me = await mine.Select(UserResponse.FromUser).SingleOrDefaultAsync(ct);
        if (me is null)
        {
            return CommonProblems.Missing();
        }

        var (content, invalid) = await patch.ApplyAsync(new AccountContent(me.DisplayName), ct);
        if ((invalid ?? http.JudgeIfMatch(me.Version)) is { } refusal)
        {
            return refusal;
        }

        if (content is not null && content.DisplayName.Trim() != me.DisplayName)
        {
            await mine.ExecuteUpdateAsync(set => set
                .SetProperty(account => account.DisplayName, content.DisplayName.Trim())
                .SetProperty(account => account.Version, account => account.Version + 1), ct);
            topics.User(user.Id);
            topics.Contractor(user.Id);
            me = me with { DisplayName = content.DisplayName.Trim(), Version = me.Version + 1 };
        }

        http.SetETag(me.Version);
        return TypedResults.Ok(me);
    }
}
