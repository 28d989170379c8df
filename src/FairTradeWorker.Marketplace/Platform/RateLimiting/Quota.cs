using System.Globalization;

namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

/// <summary>
/// So many requests in so much time: all of them may be made at once, then one comes back after each
/// <see cref="Interval"/>.
/// </summary>
/// <param name="Name">As the headers and the metrics call it.</param>
/// <param name="Requests">At least one.</param>
/// <param name="Window">The time in which a spent quota has come back as a whole.</param>
internal sealed record Quota(string Name, int Requests, TimeSpan Window)
{
    /// <summary>Whole microseconds in which one request comes back.</summary>
    public long Interval { get; } = Math.Max(Window.Ticks / TimeSpan.TicksPerMicrosecond / Requests, 1);

    /// <summary>Microseconds of debt of a caller who has spent everything.</summary>
    public long Most => Interval * Requests;

    /// <summary>The quota's item in <c>RateLimit-Policy</c>.</summary>
    public string PolicyItem { get; } = string.Create(
        CultureInfo.InvariantCulture, $"\"{Name}\";q={Requests};w={(long)Math.Ceiling(Window.TotalSeconds)}");

    /// <summary>A part of this quota; at least one request, at most all of them.</summary>
    public Quota Share(decimal part) => new(Name, (int)Math.Clamp(Math.Ceiling(Requests * part), 1, Requests), Window);
}

/// <summary>What one quota is in two places.</summary>
/// <param name="Everywhere">Shared by all instances, counted in Redis.</param>
/// <param name="Here">What this instance grants by itself while Redis is away.</param>
internal sealed record Limit(Quota Everywhere, Quota Here);
