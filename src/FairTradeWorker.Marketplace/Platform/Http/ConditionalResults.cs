using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FairTradeWorker.Marketplace.Platform.Http;

internal static class ConditionalResults
{
    /// <summary>The resource with its ETag, or 304 when the reader has this version already.</summary>
    public static Results<Ok<T>, StatusCodeHttpResult, Problem> OkOrNotModified<T>(this HttpContext context, T resource, int version)
    {
        context.SetETag(version);
        return context.IsNotModified(version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(resource);
    }
}
