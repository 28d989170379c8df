using System.Globalization;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.Scaling;

namespace FairTradeWorker.IntegrationTests.Caching;

public sealed class CacheTests(Platform platform) : ApiTest(platform)
{
    // Counties that no other test posts to, so that only these tests change their lists.
    private const string County = "30001";
    private const string OtherCounty = "30003";

    [Fact]
    public async Task A_writer_sees_his_write_in_every_list_on_every_instance()
    {
        var owner = await Api.RegisterAsync("homeowner");
        for (var round = 0; round < 5; round++)
        {
            string[] lists = ["/v1/jobs", $"/v1/jobs?territoryId={County}", $"/v1/jobs?territoryId={County}&q=roof", "/v1/jobs?q=roof&limit=100"];
            foreach (var list in lists)
            {
                // Kept on both instances, without the job.
                await Task.WhenAll(Api.SendAsync(Call.Get(list).On(0)), Api.SendAsync(Call.Get(list).On(1)));
            }

            var job = await PostAsync(owner, County, on: round % 2);
            foreach (var list in lists)
            {
                foreach (var instance in new[] { 0, 1 })
                {
                    var answer = (await Api.SendAsync(Call.Get(list, owner).On(instance))).Is(200);
                    Assert.Contains(job, IdsOf(answer));
                }
            }
        }
    }

    [Fact]
    public async Task Others_see_a_write_about_a_second_later_although_lists_are_kept_for_minutes()
    {
        var owner = await Api.RegisterAsync("homeowner");
        var list = $"/v1/jobs?territoryId={OtherCounty}";
        await Task.WhenAll(Api.SendAsync(Call.Get(list).On(0)), Api.SendAsync(Call.Get(list).On(1)));
        var job = await PostAsync(owner, OtherCounty, on: 0);
        await UntilAsync(async () => IdsOf(await Api.SendAsync(Call.Get(list).On(1))).Contains(job), "a posted job is in the list");

        (await Api.SendAsync(Call.Post($"/v1/jobs/{job}/cancel", owner).WithKey().On(0))).Is(200);
        await UntilAsync(async () => !IdsOf(await Api.SendAsync(Call.Get(list).On(1))).Contains(job), "a cancelled job is gone from it");
    }

    [Fact]
    public async Task A_bid_shows_in_the_count_of_the_list()
    {
        var list = $"/v1/jobs?territoryId={County}";
        var job = await PostAsync(await Api.RegisterAsync("homeowner"), County, on: 0);
        await UntilAsync(async () => IdsOf(await Api.SendAsync(Call.Get(list).On(1))).Contains(job), "the job is in the list");
        var contractor = await Api.RegisterAsync("contractor");
        await Api.BidAsync(contractor, job);
        Assert.Equal(1, CountOf(await Api.SendAsync(Call.Get(list, contractor).On(1)), job));
        await UntilAsync(async () => CountOf(await Api.SendAsync(Call.Get(list).On(1)), job) == 1, "others see the bid counted");
    }

    [Fact]
    public async Task A_new_name_shows_at_once_in_the_account_and_in_the_profile()
    {
        var contractor = await Api.RegisterAsync("contractor");
        (await Api.SendAsync(Call.Put("/v1/me/contractor-profile", contractor, Market.Profile()))).Is(201);
        for (var round = 0; round < 4; round++)
        {
            foreach (var instance in new[] { 0, 1 })
            {
                (await Api.SendAsync(Call.Get("/v1/me", contractor).On(instance))).Is(200);
                (await Api.SendAsync(Call.Get($"/v1/contractors/{contractor.Id}", contractor).On(instance))).Is(200);
            }

            (await Api.SendAsync(Call.Patch("/v1/me", contractor, new { displayName = $"Name {round}" }).On(round % 2))).Is(200);
            foreach (var path in new[] { "/v1/me", $"/v1/contractors/{contractor.Id}" })
            {
                Assert.Equal($"Name {round}", (await Api.SendAsync(Call.Get(path, contractor).On((round + 1) % 2))).Is(200).TextOf("displayName"));
            }
        }
    }

    [Fact]
    public async Task Anonymous_readers_may_be_served_by_caches_on_the_way_and_others_not()
    {
        var anonymous = (await Api.GetAsync("/v1/jobs")).Is(200);
        var plan = ScalingPlan.Load().Caches;
        foreach (var part in new[] { "public", "max-age=0", $"s-maxage={plan.FreshJobs.TotalSeconds}", $"stale-while-revalidate={plan.HotPage.TotalSeconds}" })
        {
            Assert.Contains(part, anonymous.Header("Cache-Control"), StringComparison.Ordinal);
        }

        Assert.Equal("Authorization", anonymous.Header("Vary"));
        Assert.InRange(AgeOf(anonymous), 0, (int)plan.FreshJobs.TotalSeconds);
        Assert.Contains($"s-maxage={plan.JobListings.TotalSeconds},", (await Api.GetAsync($"/v1/jobs?territoryId={County}")).Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Contains($"s-maxage={plan.SearchResults.TotalSeconds},", (await Api.GetAsync("/v1/jobs?q=roof")).Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Contains($"s-maxage={plan.LiveStats.TotalSeconds},", (await Api.GetAsync("/v1/stats/live")).Header("Cache-Control"), StringComparison.Ordinal);

        var homeowner = await Api.Crowd.HomeownerAsync();
        var signedIn = (await Api.GetAsync("/v1/jobs", homeowner)).Is(200);
        Assert.Null(signedIn.Header("Age"));
        foreach (var answer in new[] { signedIn, (await Api.GetAsync("/v1/me", homeowner)).Is(200) })
        {
            Assert.Contains("private", answer.Header("Cache-Control"), StringComparison.Ordinal);
            Assert.DoesNotContain("s-maxage", answer.Header("Cache-Control"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_one_instance_has_read_the_other_has_from_Redis()
    {
        const string List = "/v1/jobs?territoryId=30007";
        var twice = (int)(2 * ScalingPlan.Load().Caches.HotPage.TotalSeconds);
        await UntilAsync(async () => AgeOf(await Api.SendAsync(Call.Get(List).On(0))) >= twice, "the answer is kept for longer than in the process");
        Assert.InRange(AgeOf(await Api.SendAsync(Call.Get(List).On(1))), twice, int.MaxValue);
    }

    [Theory]
    [InlineData("/v1/stats/live")]
    [InlineData("/v1/jobs?territoryId=30005")]
    [InlineData("/v1/contractors?territoryId=30005")]
    [InlineData("/v1/territories/30005/metrics")]
    public async Task A_reader_who_has_the_answer_gets_304(string path)
    {
        var first = (await Api.SendAsync(Call.Get(path).On(0))).Is(200);
        var tag = first.Header("ETag")!;
        Assert.StartsWith("\"", tag, StringComparison.Ordinal);
        await UntilAsync(async () =>
        {
            var again = await Api.SendAsync(Call.Get(path).On(0).With("If-None-Match", tag));
            tag = again.Header("ETag")!;
            return again.Status == 304 && again.Text.Length == 0;
        }, $"{path} answers 304");
        (await Api.SendAsync(Call.Get(path).On(0).With("If-None-Match", "\"another\""))).Is(200);
    }

    private static IReadOnlyList<string> IdsOf(Answer list) =>
        [.. list.Is(200)["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    /// <summary>Seconds since the answer was read from the database.</summary>
    private static int AgeOf(Answer answer) => int.Parse(answer.Is(200).Header("Age")!, CultureInfo.InvariantCulture);

    private static int CountOf(Answer list, string job) => list.Is(200)["items"].EnumerateArray()
        .Single(item => item.GetProperty("id").GetString() == job).GetProperty("bidCount").GetInt32();

    private async Task<string> PostAsync(Person owner, string county, int on)
    {
        var job = Market.Job();
        job["territoryId"] = county;
        job["description"] = "The roof leaks above the kitchen; the old shingles must go.";
        return (await Api.SendAsync(Call.Post("/v1/jobs", owner, job).WithKey().On(on))).Is(201).TextOf("id")!;
    }
}
