using FairTradeWorker.Marketplace.Platform.Caching;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FairTradeWorker.Marketplace.Platform.Data.Nodes;

/// <summary>
/// Around everything that writes: refuses at once while there is no primary, and remembers who wrote, so that he reads
/// what he has written, and leaves cached answers about it behind. A write that fails in the middle is not refused as read-only: it may have happened.
/// </summary>
internal sealed class WriteFilter(DatabaseNodes nodes, OwnWrites writes) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method))
        {
            return await next(context);
        }

        if (!nodes.CanWrite)
        {
            return new Problem(CommonProblems.ReadOnly, "There is no primary database at the moment; reading goes on.")
            {
                RetryAfterSeconds = CommonProblems.RetrySoonSeconds,
            };
        }

        try
        {
            return await next(context);
        }
        finally
        {
            // A failure in the middle may still have been committed.
            if (CurrentUser.From(http.User) is { } user)
            {
                await writes.NoteAsync(user.Id);
            }

            await http.RequestServices.GetRequiredService<ChangedTopics>().AnnounceAsync();
        }
    }
}

internal static class WriteRoutes
{
    /// <summary>A group whose writing endpoints are guarded as <see cref="WriteFilter"/> says.</summary>
    public static RouteGroupBuilder WithGuardedWrites(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").AddEndpointFilter<RouteGroupBuilder, WriteFilter>();
}
