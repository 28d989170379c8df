using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>Headers that every answer carries, errors included.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string ApiPolicy = "default-src 'none'; frame-ancestors 'none'";

    // The reference page runs the scripts that Scalar's package serves from here, with inline configuration and styles.
    private const string ReferencePolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; " +
        "img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // At the start of the answer, because error handling clears whatever was set before.
        context.Response.OnStarting(static state => Set((HttpContext)state), context);
        return next(context);
    }

    private static Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/docs") ? ReferencePolicy : ApiPolicy;
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        if (context.Request.Headers.Authorization.Count > 0 && headers.CacheControl.Count == 0)
        {
            // Nothing between us and the reader may keep what was made for one reader; ETags still work.
            headers.CacheControl = "private, no-cache";
        }

        return Task.CompletedTask;
    }
}
