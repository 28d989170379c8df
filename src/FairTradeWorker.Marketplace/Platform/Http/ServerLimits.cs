using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FairTradeWorker.Marketplace.Platform.Http;

/// <summary>What one client may ask of the server's memory and patience.</summary>
internal static class ServerLimits
{
    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = RequestBody.MaxBytes;
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
    }
}
