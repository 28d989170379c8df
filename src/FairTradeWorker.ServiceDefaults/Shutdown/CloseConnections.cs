using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.ServiceDefaults.Shutdown;

/// <summary>
/// While the process drains, every answer ends its connection, so that a client with a kept connection goes elsewhere
/// before the port closes instead of meeting a reset. Requests that came in before are told too.
/// </summary>
internal sealed class CloseConnections(RequestDelegate next, Drain drain)
{
    public Task InvokeAsync(HttpContext context)
    {
        // HTTP/2 knows no such header; there Kestrel says it by a GOAWAY frame.
        if (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol))
        {
            context.Response.OnStarting(AnnounceAsync, context.Response);
        }

        return next(context);
    }

    private Task AnnounceAsync(object state)
    {
        if (drain.HasBegun)
        {
            ((HttpResponse)state).Headers.Connection = "close";
        }

        return Task.CompletedTask;
    }
}
