using FairTradeWorker.Marketplace.Platform.OpenApi;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Marketplace.Live;

internal static class LiveEndpoints
{
    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/me/stream", StreamEvents.HandleAsync).WithName("streamEvents").WithTags("Live").RequireAuthorization()
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .Describe("Listen to my events",
                "Server-Sent Events: `message.sent`, `bid.moved`, `job.moved`, each with an `id`. Send the last one as " +
                "`Last-Event-ID` to go on from there, on any instance. At most ten frames a second; what is more comes " +
                "together as one `batch` with `events: [{id, type, data}]`. `reset` says that older events are gone. " +
                "The stream ends with the access token; come back after `retry`.",
                example: null, [CommonProblems.ValidationError, LiveProblems.TooManyStreams]);
}
