using FairTradeWorker.Scaling;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FairTradeWorker.Marketplace.Platform.Http;

/// <summary>What one client may ask of the server's memory and patience.</summary>
internal static class ServerLimits
{
    public static void Apply(KestrelServerOptions options, ScalingPlan plan)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = RequestBody.MaxBytes;
        options.Limits.MaxRequestHeadersTotalSize = plan.Instance.MaxHeaderBytes;
        options.Limits.RequestHeadersTimeout = plan.Instance.RequestHeadersTimeout;
        options.Limits.KeepAliveTimeout = plan.Instance.KeepAliveTimeout;
    }
}
