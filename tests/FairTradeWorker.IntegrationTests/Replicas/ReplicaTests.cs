using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Replicas;

public sealed class ReplicaTests(ReplicatedPlatform platform) : ApiTest(platform), IClassFixture<ReplicatedPlatform>
{
    private const string List = "/v1/jobs?limit=100";

    [Fact]
    public async Task Browsing_is_answered_by_the_first_replica_and_counting_by_the_second()
    {
        var (browsing, analytics) = (await ReplicatedPlatform.ScansAsync(platform.Browsing, "jobs"), await ReplicatedPlatform.ScansAsync(platform.Analytics, "jobs"));
        await UntilAsync(async () =>
        {
            // It may have been out of the rotation a moment ago.
            (await Api.GetAsync("/v1/jobs?q=roof")).Is(200);
            (await Api.GetAsync(List)).Is(200);
            return await ReplicatedPlatform.ScansAsync(platform.Browsing, "jobs") > browsing;
        }, "the first replica has been read from");
        Assert.Equal(analytics, await ReplicatedPlatform.ScansAsync(platform.Analytics, "jobs"));

        await UntilAsync(async () =>
        {
            (await Api.GetAsync($"/v1/territories/{Market.Travis}/metrics")).Is(200);
            return await ReplicatedPlatform.ScansAsync(platform.Analytics, "jobs") > analytics;
        }, "the second replica has counted");
    }

    [Fact]
    public async Task A_user_reads_his_own_write_on_every_instance_although_no_replica_has_it_yet()
    {
        await platform.Browsing.PauseReplayAsync(Token);
        try
        {
            for (var round = 0; round < 4; round++)
            {
                var owner = await Api.Crowd.HomeownerAsync();
                var job = (await Api.SendAsync(Call.Post("/v1/jobs", owner, Market.Job()).WithKey().On(round % 2))).Is(201).TextOf("id")!;
                Assert.Contains(job, IdsOf(await Api.SendAsync(Call.Get(List, owner).On((round + 1) % 2))));
            }
        }
        finally
        {
            await platform.Browsing.ResumeReplayAsync(Token);
        }
    }

    [Fact]
    public async Task A_replica_that_lags_leaves_the_rotation_and_strangers_see_what_is_new()
    {
        await platform.Browsing.PauseReplayAsync(Token);
        try
        {
            var owner = await Api.Crowd.HomeownerAsync();
            var job = await Api.PostJobAsync(owner);
            await UntilAsync(async () =>
            {
                // Without further writes nothing would be missing from it.
                await Api.PostJobAsync(await Api.RegisterAsync("homeowner"));
                return IdsOf(await Api.GetAsync(List)).Contains(job);
            }, "strangers see the job");
        }
        finally
        {
            await platform.Browsing.ResumeReplayAsync(Token);
        }
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("paused")]
    public async Task A_replica_that_is_gone_costs_nobody_an_answer(string how)
    {
        await using var readers = new Readers(Api, List, "/v1/jobs?q=roof", $"/v1/jobs?territoryId={Market.Travis}");
        await UntilAsync(() => Task.FromResult(readers.Answered > 50), "people read");
        if (how == "killed")
        {
            await platform.Browsing.KillAsync(Token);
        }
        else
        {
            platform.Browsing.Pause();
        }

        try
        {
            var before = readers.Answered;
            await UntilAsync(() => Task.FromResult(readers.Answered > before + 150), "people go on reading");
        }
        finally
        {
            await (how == "killed" ? platform.Browsing.StartAgainAsync(Token) : ResumeAsync());
        }

        Assert.Empty(await readers.EndAsync());

        Task ResumeAsync()
        {
            platform.Browsing.Resume();
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData("killed")]
    [InlineData("paused")]
    public async Task Without_a_primary_reading_goes_on_and_writing_is_refused_at_once_until_it_is_back(string how)
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var job = "";
        await UntilAsync(async () =>
        {
            // The server may have come back a moment ago, and not every connection knows it.
            var posted = await PostAsync(owner, MayFail: true);
            job = posted.Status == 201 ? posted.TextOf("id")! : "";
            return job != "";
        }, "there is a primary");
        await platform.ReplayedAsync(Token);
        if (how == "killed")
        {
            await platform.Primary.KillAsync(Token);
        }
        else
        {
            platform.Primary.Pause();
        }

        try
        {
            await UntilAsync(async () => (await PostAsync(owner, MayFail: true)).Slug == "read-only", "writing is refused");
            foreach (var path in new[] { List, $"/v1/jobs/{job}", "/v1/me", "/v1/me/jobs", "/v1/jobs?q=faucet", "/v1/stats/live" })
            {
                (await Api.GetAsync(path, owner)).Is(200);
            }

            Assert.Equal(200, (await Api.GetAsync("/health/ready")).Status);
            (await PostAsync(owner, MayFail: true)).IsProblem(503, "read-only");
        }
        finally
        {
            if (how == "killed")
            {
                await platform.Primary.StartAgainAsync(Token);
            }
            else
            {
                platform.Primary.Resume();
            }
        }

        Rows.Reconnect();
        for (var calls = 0; calls < 8; calls++)
        {
            // On both instances, several times.
            await UntilAsync(async () => (await PostAsync(owner, MayFail: true)).Status == 201, "writing goes on");
        }
    }

    private Task<Answer> PostAsync(Person owner, bool MayFail) =>
        Api.SendAsync(Call.Post("/v1/jobs", owner, Market.Job()).WithKey() with { MayFail = MayFail });

    private static IEnumerable<string?> IdsOf(Answer list) => list.Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString());
}
