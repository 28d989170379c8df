using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>Answers 401 and 403 as problems.</summary>
internal sealed class AuthorizationProblems : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        return authorizeResult.Forbidden
            ? new Problem(CommonProblems.Forbidden, "The role of this account can never do this.").ExecuteAsync(context)
            : ChallengeAsync(context);
    }

    public static Task ChallengeAsync(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        var detail = context.Request.Headers.Authorization.Count == 0
            ? "Send Authorization: Bearer <accessToken>."
            : "The access token is not valid, or has expired.";
        return new Problem(CommonProblems.Unauthenticated, detail).ExecuteAsync(context);
    }
}
