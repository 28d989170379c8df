using System.ComponentModel.DataAnnotations;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>The refresh token of a session.</summary>
[ValidatableType]
public sealed record RefreshRequest([property: StringLength(200, MinimumLength = 1)] string RefreshToken);

internal static class RefreshSession
{
    public static async Task<Results<Ok<SessionResponse>, Problem>> Refresh(
        Body<RefreshRequest> body, MarketplaceDb db, Sessions sessions, TimeProvider clock, CancellationToken ct)
    {
        if (!body.IsValid(out var request, out var invalid))
        {
            return invalid;
        }

        var hash = Sessions.HashOf(request.RefreshToken);
        var now = clock.Now();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (families, users) = (db.RefreshTokenFamilies, db.Users);
        var live = db.RefreshTokens.Where(token => token.Hash == hash && token.UsedAt == null && token.ExpiresAt > now &&
            families.Any(family => family.Id == token.FamilyId && family.RevokedAt == null && family.ExpiresAt > now &&
                users.Any(user => user.Id == family.UserId && user.ErasedAt == null)));

        // Of parallel requests with the same token exactly one finds it unused.
        if (await live.ExecuteUpdateAsync(set => set.SetProperty(token => token.UsedAt, now), ct) == 0)
        {
            await RevokeIfReusedAsync(db, hash, now, ct);
            await transaction.CommitAsync(CancellationToken.None);
            return new Problem(AccountProblems.InvalidRefreshToken, "Sign in again.");
        }

        var familyId = await db.RefreshTokens.Where(token => token.Hash == hash).Select(token => token.FamilyId).SingleAsync(ct);
        var user = await db.Users
            .Where(user => families.Any(family => family.Id == familyId && family.UserId == user.Id))
            .Select(UserResponse.FromUser).SingleAsync(ct);
        var session = sessions.Continue(user, familyId);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(CancellationToken.None);
        return TypedResults.Ok(session);
    }

    private static Task<int> RevokeIfReusedAsync(MarketplaceDb db, byte[] hash, DateTimeOffset now, CancellationToken ct)
    {
        var used = db.RefreshTokens.Where(token => token.Hash == hash && token.UsedAt != null);
        return db.RefreshTokenFamilies
            .Where(family => family.RevokedAt == null && used.Any(token => token.FamilyId == family.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(family => family.RevokedAt, now), ct);
    }
}
