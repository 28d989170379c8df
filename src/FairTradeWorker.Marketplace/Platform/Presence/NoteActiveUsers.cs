using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Platform.Presence;

/// <summary>Whoever comes with a good token is active. Behind the judgement of tokens.</summary>
internal sealed class NoteActiveUsers(RequestDelegate next, ActiveUsers active)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (CurrentUser.From(context.User) is { } user)
        {
            active.Saw(user.Id);
        }

        return next(context);
    }
}
