using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace FairTradeWorker.Marketplace.Platform.Caching;

/// <summary>What shared caches between us and an anonymous reader may do with an answer.</summary>
/// <param name="FreshFor">For so long after it was made it may be given to others.</param>
/// <param name="StaleFor">And for so long more while a new one is fetched.</param>
/// <param name="Age">Time since it was made.</param>
internal sealed record SharedUse(TimeSpan FreshFor, TimeSpan StaleFor, TimeSpan Age);

/// <summary>200 with bytes that are ready, or 304 when the reader has them.</summary>
internal sealed class CachedOk<T>(CachedAnswer answer, SharedUse? shared) : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status200OK;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.ETag = answer.ETag;
        response.Headers.Vary = HeaderNames.Authorization;
        if (shared is not null)
        {
            response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture,
                $"public, max-age=0, s-maxage={shared.FreshFor.TotalSeconds:0}, stale-while-revalidate={shared.StaleFor.TotalSeconds:0}");
            response.Headers.Age = Math.Max(0, (long)shared.Age.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (HasIt(request))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
    }

    private bool HasIt(HttpRequest request)
    {
        if (request.Headers.IfNoneMatch.Count == 0)
        {
            return false;
        }

        var current = new EntityTagHeaderValue(answer.ETag);
        return request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison: false));
    }
}
