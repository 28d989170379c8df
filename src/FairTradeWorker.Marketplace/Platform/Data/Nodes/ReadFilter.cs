using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FairTradeWorker.Marketplace.Platform.Data.Nodes;

/// <summary>Gives a reading handler the database that fits, and another one when that fails.</summary>
internal sealed class ReadFilter(Reading reading, DatabaseNodes nodes, ReadRouter router, OwnWrites writes) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (nodes.Replicas.Count == 0 && reading != Reading.Analytics)
        {
            // The context that was injected is the right one.
            return await next(context);
        }

        var mustBeCurrent = reading == Reading.Browsing && CurrentUser.From(http.User) is { } user &&
            await writes.HasAsync(user.Id, http.RequestAborted);
        return await router.RunAsync(reading, mustBeCurrent, (node, ct) => ReadAsync(context, next, node, ct), http.RequestAborted);
    }

    private async Task<object?> ReadAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next, DatabaseNode node, CancellationToken ct)
    {
        await using var db = node.Rent(reading.Work);
        for (var i = 0; i < context.Arguments.Count; i++)
        {
            context.Arguments[i] = context.Arguments[i] switch
            {
                MarketplaceDb => db,
                CancellationToken => ct,
                var other => other,
            };
        }

        return await next(context);
    }
}

internal static class ReadRoutes
{
    /// <summary>Says what the endpoint can live with; see <see cref="Reading"/>.</summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder builder, Reading reading)
    {
        builder.WithMetadata(reading);
        return builder.AddEndpointFilterFactory((factory, next) =>
        {
            var services = factory.ApplicationServices;
            var filter = new ReadFilter(reading, services.GetRequiredService<DatabaseNodes>(),
                services.GetRequiredService<ReadRouter>(), services.GetRequiredService<OwnWrites>());
            return context => filter.InvokeAsync(context, next);
        });
    }
}
