using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.Outbox;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>Nothing needs to be said to delete an account.</summary>
[ValidatableType]
public sealed record EraseMeRequest : IOptionalBody;

internal static class EraseMe
{
    /// <summary>
    /// The account's row is locked first: whatever inserts a row that refers to the account waits, so what is judged
    /// here is all there is. Every feature locks before any judges, and all judge before any erases.
    /// </summary>
    public static async Task<Results<Ok<ErasureReport>, Problem>> EraseAccount(
        Body<EraseMeRequest> body, CurrentUser user, MarketplaceDb db, OutboxWriter outbox, ChangedTopics changed, IEnumerable<AccountErasureHook> hooks, TimeProvider clock, CancellationToken ct)
    {
        var live = await db.Database.SqlQuery<Guid>(
            $"""select id as "Value" from users where id = {user.Id} and erased_at is null for update""").ToListAsync(ct);
        if (live.Count == 0)
        {
            return CommonProblems.Missing();
        }

        if (!body.IsValid(out _, out var invalid))
        {
            return invalid;
        }

        var features = hooks.ToList();
        var erasure = new Erasure(db, outbox, changed, user.Id);
        foreach (var feature in features)
        {
            await feature.LockAsync(erasure, ct);
        }

        var obligations = new List<Obligation>();
        foreach (var feature in features)
        {
            obligations.AddRange(await feature.ObligationsAsync(erasure, ct));
        }

        if (obligations.Count > 0)
        {
            return AccountProblems.StillObliged(obligations);
        }

        foreach (var feature in features)
        {
            await feature.EraseAsync(erasure, ct);
        }

        await EraseAccountAsync(erasure, clock.Now(), ct);
        return TypedResults.Ok(erasure.Report());
    }

    private static async Task EraseAccountAsync(Erasure erasure, DateTimeOffset now, CancellationToken ct)
    {
        await EraseSessionsAsync(erasure, ct);
        var id = erasure.UserId;
        await erasure.Db.Users.Where(user => user.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(user => user.Email, string.Empty)
            .SetProperty(user => user.NormalizedEmail, User.ErasedEmail(id))
            .SetProperty(user => user.PasswordHash, PasswordHash.Nobody)
            .SetProperty(user => user.DisplayName, User.ErasedName)
            .SetProperty(user => user.Plan, Plan.Free)
            .SetProperty(user => user.ErasedAt, now)
            .SetProperty(user => user.Version, user => user.Version + 1), ct);
        erasure.Changed.User(id);
        erasure.Changed.Contractor(id);
        erasure.Erased("name, e-mail address and password", 1);
        erasure.Kept("account number and role, without a name", 1, "Records that are kept refer to it; others see \"Deleted user\".");
    }

    /// <summary>Ends all sign-ins, and forgets the answers that were kept for repeated requests.</summary>
    internal static async Task EraseSessionsAsync(Erasure erasure, CancellationToken ct)
    {
        var (db, id) = (erasure.Db, erasure.UserId);
        erasure.Erased("sign-ins", await db.RefreshTokenFamilies.Where(family => family.UserId == id).ExecuteDeleteAsync(ct));
        await db.Set<IdempotencyRecord>().Where(record => record.UserId == id).ExecuteDeleteAsync(ct);
    }
}
