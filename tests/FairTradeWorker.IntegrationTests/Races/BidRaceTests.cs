using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Races;

public sealed class BidRaceTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task Fifty_parallel_bids_of_one_contractor_are_one_bid()
    {
        var jobId = await Api.PostJobAsync(await Api.Crowd.HomeownerAsync(), maxBids: 20);
        var contractor = await Api.Crowd.ContractorAsync();

        var answers = await Race.RunAsync(50, i => Api.PostAsync($"/v1/jobs/{jobId}/bids", contractor, Market.Bid(10_000 + i)));

        Race.Came(answers, ("201", 1), ("409 duplicate-bid", 49));
        Assert.Equal("1 1", await BidsAndCountAsync(jobId));
    }

    [Fact]
    public async Task Forty_parallel_bidders_get_the_five_places_of_a_job()
    {
        var jobId = await Api.PostJobAsync(await Api.Crowd.HomeownerAsync(), maxBids: 5);
        var contractors = await Api.Crowd.ContractorsAsync(40);

        var answers = await Race.RunAsync(40, i => Api.PostAsync($"/v1/jobs/{jobId}/bids", contractors[i], Market.Bid()));

        Race.Came(answers, ("201", 5), ("409 bid-limit-reached", 35));
        Assert.Equal("5 5", await BidsAndCountAsync(jobId));
    }

    [Fact]
    public async Task Bids_that_come_and_go_in_parallel_leave_the_count_right()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var jobId = await Api.PostJobAsync(owner, maxBids: 8);
        var contractors = await Api.Crowd.ContractorsAsync(12);

        await Race.RunAsync(12, async i =>
        {
            for (var round = 0; round < 4; round++)
            {
                var bid = await Api.PostAsync($"/v1/jobs/{jobId}/bids", contractors[i], Market.Bid());
                if (bid.Status == 201 && (round < 3 || i % 3 == 0))
                {
                    (await (i % 2 == 0
                        ? Api.PostAsync($"/v1/bids/{bid.Id}/withdraw", contractors[i])
                        : Api.PostAsync($"/v1/bids/{bid.Id}/decline", owner))).Is(200);
                }
                else if (bid.Status != 201)
                {
                    bid.IsProblem(409, "bid-limit-reached");
                }
            }

            return true;
        });

        var counts = (await BidsAndCountAsync(jobId)).Split(' ');
        Assert.Equal(counts[0], counts[1]);
        Assert.InRange(int.Parse(counts[1], null), 0, 8);
    }

    [Fact]
    public async Task Every_bid_raises_the_version_of_the_job_by_one()
    {
        var jobId = await Api.PostJobAsync(await Api.Crowd.HomeownerAsync(), maxBids: 20);
        var contractors = await Api.Crowd.ContractorsAsync(15);

        await Race.RunAsync(15, i => Api.BidAsync(contractors[i], jobId));

        var job = await Api.GetAsync($"/v1/jobs/{jobId}");
        Assert.Equal((15, 16), (job["bidCount"].GetInt32(), job.Version));
    }

    private Task<string> BidsAndCountAsync(string jobId) => Rows.ScalarAsync<string>("""
        select count(b.id) || ' ' || j.bid_count from jobs j left join bids b on b.job_id = j.id and b.status = 'submitted'
        where j.id = $1 group by j.id
        """, Guid.Parse(jobId));
}
