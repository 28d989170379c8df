using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Accounts;

internal static class LogOut
{
    // An unknown token is answered alike: there is nothing left to sign out, and nothing is told about tokens.
    public static async Task<Results<NoContent, Problem>> Logout(
        Body<RefreshRequest> body, MarketplaceDb db, TimeProvider clock, CancellationToken ct)
    {
        if (!body.IsValid(out var request, out var invalid))
        {
            return invalid;
        }

        var hash = Sessions.HashOf(request.RefreshToken);
        var now = clock.Now();
        var tokens = db.RefreshTokens.Where(token => token.Hash == hash);
        await db.RefreshTokenFamilies
            .Where(family => family.RevokedAt == null && tokens.Any(token => token.FamilyId == family.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(family => family.RevokedAt, now), ct);
        return TypedResults.NoContent();
    }
}
