using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>
/// A token that is sent must be good, on public endpoints too: a reader whose token has expired should refresh it,
/// not quietly see what strangers see. The sign-in endpoints are excepted, since they are the way to a new token.
/// </summary>
internal sealed class RejectBadTokens(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var result = context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult;
        var isKnown = result is { Succeeded: true } && CurrentUser.From(result.Principal) is not null;
        var rejected = context.Request.Headers.Authorization.Count > 0 && !isKnown &&
            context.Request.Path.StartsWithSegments("/v1") && !context.Request.Path.StartsWithSegments("/v1/auth");
        return rejected ? AuthorizationProblems.ChallengeAsync(context) : next(context);
    }
}
