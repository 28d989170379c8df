using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.Extensions.Time.Testing;

namespace FairTradeWorker.Tests.Jobs;

public sealed class JobRulesTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(null, JobSize.Medium)]
    [InlineData(0L, JobSize.Small)]
    [InlineData(30_000L, JobSize.Small)]
    [InlineData(30_001L, JobSize.Medium)]
    [InlineData(150_000L, JobSize.Medium)]
    [InlineData(150_001L, JobSize.Large)]
    [InlineData(JobRules.MaxAmountCents, JobSize.Large)]
    public void Size_follows_from_the_upper_end_of_the_budget(long? budgetMaxCents, JobSize size) =>
        Assert.Equal(size, JobRules.SizeOf(budgetMaxCents));

    [Theory]
    [InlineData("00:59:59.999999", false)]
    [InlineData("01:00:00", true)]
    [InlineData("90.00:00:00", true)]
    [InlineData("90.00:00:00.000001", false)]
    [InlineData("-01:00:00", false)]
    public void A_deadline_is_one_hour_to_ninety_days_ahead_both_included(string ahead, bool acceptable)
    {
        var now = Clock.Now();

        Assert.Equal(acceptable, JobRules.IsAcceptableDeadline(now + TimeSpan.Parse(ahead, null), now));
    }

    [Fact]
    public void A_job_is_open_and_takes_five_bids_for_fourteen_days_unless_said_otherwise()
    {
        var now = Clock.Now();
        var job = PostJob.Create(Request(), Guid.Empty, Guid.Empty, now);

        Assert.Equal(JobStatus.Open, job.Status);
        Assert.Equal(JobUrgency.Normal, job.Urgency);
        Assert.Equal(JobSize.Medium, job.Size);
        Assert.Equal(5, job.MaxBids);
        Assert.Equal(now.AddDays(14), job.BidDeadline);
        Assert.Equal(now, job.PublishedAt);
        Assert.Equal("Replace a kitchen tap", job.Title);
    }

    [Fact]
    public void A_draft_is_not_published()
    {
        var job = PostJob.Create(Request() with { Draft = true }, Guid.Empty, Guid.Empty, Clock.Now());

        Assert.Equal(JobStatus.Draft, job.Status);
        Assert.Null(job.PublishedAt);
    }

    private static PostJobRequest Request() => new()
    {
        Title = "  Replace a kitchen tap ",
        Description = "The tap drips and the valve is stuck.",
        TerritoryId = "48453",
        Trades = ["plumbing"],
    };
}
