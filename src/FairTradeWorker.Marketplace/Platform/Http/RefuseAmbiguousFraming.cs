using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Platform.Http;

/// <summary>
/// Refuses requests whose end two servers could see in different places, so that nothing hides behind one: a length
/// beside chunks, or an encoding other than chunks. Kestrel would read them, each in its own way.
/// </summary>
internal sealed class RefuseAmbiguousFraming(RequestDelegate next)
{
    // Where Kestrel puts a Content-Length that came with chunks.
    private const string OverruledLength = "X-Content-Length";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.TransferEncoding is not { Count: > 0 } encoding ||
            (encoding.ToString().Equals("chunked", StringComparison.OrdinalIgnoreCase) &&
             headers.ContentLength is null && !headers.ContainsKey(OverruledLength)))
        {
            return next(context);
        }

        context.Response.Headers.Connection = "close";
        return new Problem(CommonProblems.BadRequest, "Send either Content-Length or Transfer-Encoding: chunked.").ExecuteAsync(context);
    }
}
