using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>
/// A further question about a token whose signature and times are good. The platform knows no accounts; the feature
/// that has them registers this. It is asked for every request with a token, so it must not cost a database query.
/// </summary>
/// <param name="IsRevokedAsync">Gets the user's id.</param>
internal sealed record AccessTokenCheck(Func<Guid, CancellationToken, Task<bool>> IsRevokedAsync)
{
    /// <summary>Asks all checks; a token that one of them knows to be revoked is as bad as a forged one.</summary>
    public static async Task JudgeAsync(TokenValidatedContext context, IReadOnlyList<AccessTokenCheck> checks)
    {
        if (CurrentUser.From(context.Principal ?? new ClaimsPrincipal()) is not { } user)
        {
            context.Fail("The token names no user.");
            return;
        }

        foreach (var check in checks)
        {
            if (await check.IsRevokedAsync(user.Id, context.HttpContext.RequestAborted))
            {
                context.Fail("The token was revoked.");
                return;
            }
        }
    }
}
