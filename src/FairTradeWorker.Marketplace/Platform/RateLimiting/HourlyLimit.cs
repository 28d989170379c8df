using Microsoft.AspNetCore.Builder;

namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

/// <summary>What one user may create in an hour, beside the requests per minute.</summary>
internal enum HourlyLimit
{
    Jobs,
    Bids,
    Messages,
}

/// <summary>Says of an endpoint that its requests count in an hourly quota too.</summary>
internal sealed record HasHourlyLimit(HourlyLimit Limit);

internal static class HourlyLimits
{
    public static RouteHandlerBuilder WithHourlyLimit(this RouteHandlerBuilder builder, HourlyLimit limit) =>
        builder.WithMetadata(new HasHourlyLimit(limit));
}
