using System.Collections.Frozen;
using FairTradeWorker.Scaling;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

/// <summary>The quotas of the scaling plan, for every kind of caller and endpoint.</summary>
internal sealed class Quotas
{
    private readonly FrozenDictionary<(CallerKind Kind, HourlyLimit? Hourly), IReadOnlyList<Limit>> limits;

    public Quotas(ScalingPlan plan, IOptions<RateLimitOptions> options)
    {
        var rates = plan.RateLimits;
        var part = rates.LocalShareFactor / (options.Value.Instances ?? plan.Autoscaling.MinInstances);
        limits = Enum.GetValues<CallerKind>().SelectMany(kind => AndNone().Select(hourly => (Kind: kind, Hourly: hourly)))
            .ToFrozenDictionary(pair => pair, pair => (IReadOnlyList<Limit>)[.. QuotasOf(pair.Kind, pair.Hourly)
                .Select(quota => new Limit(quota, quota.Share(part)))]);

        IEnumerable<Quota> QuotasOf(CallerKind kind, HourlyLimit? hourly)
        {
            yield return kind switch
            {
                CallerKind.Anonymous => new("anonymous", rates.Anonymous, rates.Window),
                CallerKind.Authenticated => new("authenticated", rates.Authenticated, rates.Window),
                CallerKind.Pro => new("pro", rates.Pro, rates.Window),
                CallerKind.Operator => new("operator", rates.Operator, rates.Window),
                _ => throw new ArgumentOutOfRangeException(nameof(kind)),
            };

            // What is created belongs to a user; a stranger creates nothing.
            if (hourly is { } limit && kind != CallerKind.Anonymous)
            {
                yield return limit switch
                {
                    HourlyLimit.Jobs => PerHour("jobs", rates.PerHour.Jobs),
                    HourlyLimit.Bids => PerHour("bids", rates.PerHour.Bids),
                    HourlyLimit.Messages => PerHour("messages", rates.PerHour.Messages),
                    _ => throw new ArgumentOutOfRangeException(nameof(hourly)),
                };
            }
        }
    }

    /// <summary>The limits of one request, the caller's own first.</summary>
    public IReadOnlyList<Limit> Of(CallerKind kind, HourlyLimit? hourly) => limits[(kind, hourly)];

    private static Quota PerHour(string name, int requests) => new(name, requests, TimeSpan.FromHours(1));

    private static IEnumerable<HourlyLimit?> AndNone() => Enum.GetValues<HourlyLimit>().Select(limit => (HourlyLimit?)limit).Append(null);
}
