using FairTradeWorker.Marketplace.Platform.RateLimiting;
using FairTradeWorker.Scaling;
using FairTradeWorker.Tests.Scaling;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Tests.Platform.RateLimiting;

public sealed class QuotasTests
{
    [Fact]
    public void The_quotas_are_the_plans()
    {
        var quotas = new Quotas(ScalingPlan.Load(), Options.Create(new RateLimitOptions()));
        var rates = ScalingPlan.Load().RateLimits;

        Assert.Equal(
            [rates.Anonymous, rates.Authenticated, rates.Pro, rates.Operator],
            Enum.GetValues<CallerKind>().Select(kind => Assert.Single(quotas.Of(kind, hourly: null)).Everywhere.Requests));
        Assert.Equal(
            [rates.PerHour.Jobs, rates.PerHour.Bids, rates.PerHour.Messages],
            Enum.GetValues<HourlyLimit>().Select(limit => quotas.Of(CallerKind.Pro, limit)[1].Everywhere.Requests));
    }

    [Fact]
    public void A_number_that_is_changed_in_the_plan_changes_the_quota()
    {
        var plan = ScalingPlan.Parse(PlanEdit.With("rateLimits.perHour.bids", "7"), "a test");

        Assert.Equal("\"bids\";q=7;w=3600", new Quotas(plan, Options.Create(new RateLimitOptions()))
            .Of(CallerKind.Authenticated, HourlyLimit.Bids)[1].Everywhere.PolicyItem);
    }

    [Fact]
    public void A_stranger_has_no_hourly_quota()
    {
        var quotas = new Quotas(ScalingPlan.Load(), Options.Create(new RateLimitOptions()));

        Assert.Single(quotas.Of(CallerKind.Anonymous, HourlyLimit.Jobs));
    }

    [Fact]
    public void The_endpoints_that_create_jobs_bids_and_messages_have_an_hourly_limit_and_no_others() => Assert.Equal(
        ["placeBid Bids", "postJob Jobs", "sendMessage Messages"],
        MarketplaceApp.Endpoints
            .Select(endpoint => (endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName, endpoint.Metadata.GetMetadata<HasHourlyLimit>()?.Limit))
            .Where(pair => pair.Limit is not null).Select(pair => $"{pair.EndpointName} {pair.Limit}").Order(StringComparer.Ordinal));
}
