using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Analytics;

public sealed class AnalyticsTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task Live_numbers_are_counted()
    {
        await Api.BidAsync(await Api.Crowd.ContractorAsync(), await Api.PostJobAsync(await Api.Crowd.HomeownerAsync()));
        await UntilAsync(async () =>
        {
            var stats = (await Api.GetAsync("/v1/stats/live")).Is(200);
            return stats["openJobs"].GetInt32() > 0 && stats["jobsToday"].GetInt32() > 0 && stats.Has("medianMinutesToFirstBid");
        }, "an open job of today and its first bid are counted");
    }

    [Fact]
    public async Task A_territorys_numbers_are_of_its_own_jobs()
    {
        const string county = "02050";
        Assert.False((await MetricsAsync(county)).Has("medianMinutesToFirstBid"));
        await AgreeAsync(county, 12_300);
        var open = Market.Job();
        open["territoryId"] = county;
        var owner = await Api.Crowd.HomeownerAsync();
        await Api.PostJobAsync(owner, open);

        var metrics = await MetricsAsync(county, reader: owner);
        Assert.Equal((2, 1, 0, 1), (metrics["jobsPosted"].GetInt32(), metrics["jobsAwarded"].GetInt32(),
            metrics["jobsCompleted"].GetInt32(), metrics["bidsPlaced"].GetInt32()));
        Assert.True(metrics.Has("medianMinutesToFirstBid"));
        Assert.Equal(0, (await MetricsAsync(county, "?from=2020-01-01&to=2020-12-31"))["jobsPosted"].GetInt32());
    }

    [Fact]
    public async Task No_answer_shows_an_amount_of_fewer_than_five_agreements()
    {
        const string county = "02060";
        for (var agreed = 1; agreed <= 6; agreed++)
        {
            var metrics = await MetricsAsync(county, reader: await AgreeAsync(county, agreed * 10_000));
            Assert.Equal(agreed, metrics["jobsAwarded"].GetInt32());
            Assert.Equal(agreed >= 5, metrics.Has("averageAwardCents"));
            if (agreed >= 5)
            {
                // The sixth does not change it: the difference would be its amount.
                Assert.Equal(30_000, metrics["averageAwardCents"].GetInt64());
            }
        }
    }

    [Fact]
    public async Task A_period_that_cuts_a_group_of_five_does_not_show_the_rest_of_it()
    {
        const string county = "02068";
        for (var agreed = 1; agreed <= 9; agreed++)
        {
            await AgreeAsync(county, agreed * 10_000);
        }

        // All nine on two days of one month: the first agreement on the 10th, the other eight on the 11th.
        await Rows.ExecuteAsync("""
            with mine as (select a.id, row_number() over (order by a.accepted_at) as n from agreements a join jobs j on j.id = a.job_id where j.territory_id = $1)
            update agreements a set accepted_at = timestamptz '2026-01-10 12:00Z' + n * interval '1 minute' + case when n > 1 then interval '1 day' else interval '0' end
            from mine where mine.id = a.id
            """, county);
        Assert.Equal(30_000, (await MetricsAsync(county, "?from=2026-01-10&to=2026-01-11"))["averageAwardCents"].GetInt64());
        Assert.False((await MetricsAsync(county, "?from=2026-01-11&to=2026-01-11")).Has("averageAwardCents"));
        Assert.False((await MetricsAsync(county, "?from=2026-01-10&to=2026-01-10")).Has("averageAwardCents"));
    }

    [Theory]
    [InlineData("?from=2026-01-02&to=2026-01-01")]
    [InlineData("?from=2026-1-1")]
    [InlineData("?to=yesterday")]
    [InlineData("?from=2025-01-01&to=2026-01-02")]
    public async Task Periods_that_are_none_are_refused(string query)
    {
        (await Api.GetAsync($"/v1/territories/{Market.Travis}/metrics{query}")).IsProblem(400, "validation-error");
        (await Api.GetAsync($"/v1/territories/00000/metrics{query}")).IsProblem(404, "not-found");
        (await Api.GetAsync($"/v1/analytics/platform{query}", await Api.Crowd.OperatorAsync())).IsProblem(400, "validation-error");
    }

    [Fact]
    public async Task Operators_alone_read_the_platforms_numbers()
    {
        (await Api.GetAsync("/v1/analytics/platform", await Api.Crowd.HomeownerAsync())).IsProblem(403, "forbidden");
        (await Api.GetAsync("/v1/analytics/platform")).IsProblem(401, "unauthenticated");
        await AgreeAsync("02070", 10_000);
        Assert.Equal(30, (await Api.GetAsync("/v1/analytics/platform", await Api.Crowd.OperatorAsync())).Is(200)["days"].GetArrayLength());

        // A period that nobody has asked for yet, so that no cache has it.
        var from = await Rows.ScalarAsync<string>("select ((now() at time zone 'UTC')::date - 28)::text");
        var answer = (await Api.GetAsync($"/v1/analytics/platform?from={from}", await Api.Crowd.OperatorAsync())).Is(200);
        Assert.Contains("private", answer.Header("Cache-Control"), StringComparison.Ordinal);
        var days = answer["days"].EnumerateArray().ToList();
        Assert.Equal(29, days.Count);
        Assert.True(days[^1].GetProperty("newHomeowners").GetInt32() > 0);
        Assert.True(days[^1].GetProperty("bidsPlaced").GetInt32() > 0);
        Assert.True(days[^1].GetProperty("agreements").GetInt32() > 0);
        Assert.True(days[^1].GetProperty("grossCents").GetInt64() >= 10_000);
        Assert.True(days[^1].GetProperty("platformFeeCents").GetInt64() >= 2_000);
        Assert.Equal(0, days[0].GetProperty("jobsPosted").GetInt32());
    }

    private async Task<Answer> MetricsAsync(string county, string query = "", Person? reader = null) =>
        (await Api.GetAsync($"/v1/territories/{county}/metrics{query}", reader)).Is(200);

    // The owner, who sees at once what others may see a little later.
    private async Task<Person> AgreeAsync(string county, long amountCents)
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var job = Market.Job();
        job["territoryId"] = county;
        var bid = await Api.BidAsync(await Api.Crowd.ContractorAsync(), await Api.PostJobAsync(owner, job), amountCents);
        (await Api.AcceptAsync(owner, bid)).Is(201);
        return owner;
    }
}
