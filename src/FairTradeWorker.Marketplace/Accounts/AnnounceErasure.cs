using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Accounts;

/// <summary>Around the transaction that erases an account: what it did is made known after COMMIT and before the answer.</summary>
internal sealed class AnnounceErasure(ErasedAccounts erased) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        if (answer is CapturedAnswer { IsSuccess: true } && CurrentUser.From(context.HttpContext.User) is { } user)
        {
            await erased.AddAsync(user.Id);
        }

        return answer;
    }
}
