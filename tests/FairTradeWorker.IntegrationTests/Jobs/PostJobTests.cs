using System.Text.Json.Nodes;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Jobs;

public sealed class PostJobTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task A_job_with_nothing_optional_is_open_with_the_defaults()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var posted = (await Api.PostAsync("/v1/jobs", owner, Market.Job())).Is(201);

        Assert.Equal($"/v1/jobs/{posted.Id}", posted.Header("Location"));
        Assert.Equal("\"v1\"", posted.Header("ETag"));
        Assert.Equal(("open", "normal", "medium", 5, 0, 1), (posted.TextOf("status"), posted.TextOf("urgency"), posted.TextOf("size"),
            posted["maxBids"].GetInt32(), posted["bidCount"].GetInt32(), posted.Version));
        Assert.Equal(owner.Id, posted.TextOf("homeownerId"));
        Assert.InRange(posted["bidDeadline"].GetDateTimeOffset() - DateTimeOffset.UtcNow, TimeSpan.FromDays(13.9), TimeSpan.FromDays(14));
        Assert.EndsWith("Z", posted.TextOf("publishedAt"), StringComparison.Ordinal);
        Assert.Equal('7', posted.Id[14]);
        Assert.Equal(posted.Text, (await Api.GetAsync(posted.Header("Location")!, owner)).Text);
    }

    [Theory]
    [InlineData(0, "small")]
    [InlineData(30_000, "small")]
    [InlineData(30_001, "medium")]
    [InlineData(150_000, "medium")]
    [InlineData(150_001, "large")]
    [InlineData(1_000_000_000, "large")]
    public async Task The_size_follows_from_the_upper_end_of_the_budget(long budgetMaxCents, string size)
    {
        var posted = await PostAsync(job => job["budgetMaxCents"] = budgetMaxCents);
        Assert.Equal(size, posted.Is(201).TextOf("size"));
    }

    [Theory]
    [InlineData("budgetMaxCents", "1000000001")]
    [InlineData("budgetMinCents", "-1")]
    [InlineData("maxBids", "0")]
    [InlineData("maxBids", "21")]
    [InlineData("maxBids", "5.0")]
    [InlineData("title", "\"too short\"")]
    [InlineData("description", "\"too short for this\"")]
    [InlineData("territoryId", "\"00000\"")]
    [InlineData("territoryId", "\"4845\"")]
    [InlineData("trades", "[]")]
    [InlineData("trades", "[\"plumbing\",\"plumbing\"]")]
    [InlineData("trades", "[\"juggling\"]")]
    [InlineData("trades", "[\"plumbing\",\"electrical\",\"roofing\",\"painting\",\"hvac\",\"carpentry\"]")]
    [InlineData("urgency", "\"urgent\"")]
    [InlineData("urgency", "2")]
    [InlineData("size", "\"small\"")]
    [InlineData("status", "\"completed\"")]
    [InlineData("homeownerId", "\"0199a3c0-11aa-7d31-8a55-6a3c0e9f7d02\"")]
    [InlineData("draft", "\"yes\"")]
    [InlineData("draft", "null")]
    [InlineData("bidDeadline", "\"2020-01-01T00:00:00Z\"")]
    [InlineData("bidDeadline", "\"tomorrow\"")]
    [InlineData("bidDeadline", "\"2027-01-01T00:00:00\"")]
    [InlineData("bidDeadline", "\"9999-12-31T23:59:59Z\"")]
    [InlineData("preferredStart", "\"0000-01-01T00:00:00Z\"")]
    [InlineData("preferredStart", "1700000000")]
    public async Task A_wrong_member_is_refused_and_named(string member, string json)
    {
        var refused = (await PostAsync(job => job[member] = JsonNode.Parse(json))).IsProblem(400, "validation-error");
        Assert.True(refused["errors"].EnumerateObject().Any(error => error.Name.StartsWith(member, StringComparison.Ordinal)), refused.ToString());
    }

    [Theory]
    [InlineData("state", "Texas")]
    [InlineData("state", "tx")]
    [InlineData("zip", "7870")]
    [InlineData("zip", "78701-42")]
    [InlineData("zip", "78701\n")]
    [InlineData("line1", " ")]
    [InlineData("city", "")]
    public async Task A_wrong_address_is_refused_and_its_member_named(string member, string value)
    {
        var address = Market.Address();
        address[member] = value;
        var refused = (await PostAsync(job => job["address"] = address)).IsProblem(400, "validation-error");
        Assert.True(refused["errors"].TryGetProperty($"address.{member}", out _), refused.ToString());
    }

    [Theory]
    [InlineData(59, 400)]
    [InlineData(61, 201)]
    [InlineData((90 * 24 * 60) - 1, 201)]
    [InlineData((90 * 24 * 60) + 1, 400)]
    public async Task Bids_are_taken_for_one_hour_to_ninety_days(int minutesAhead, int status)
    {
        var deadline = DateTimeOffset.UtcNow.AddMinutes(minutesAhead);
        (await PostAsync(job => job["bidDeadline"] = deadline.ToString("O"))).Is(status);
    }

    [Fact]
    public async Task Times_of_any_offset_are_read_and_given_back_in_UTC()
    {
        var day = DateTimeOffset.UtcNow.AddDays(10);
        var posted = (await PostAsync(job => job["bidDeadline"] = $"{day:yyyy-MM-dd}T22:30:00.1234567-05:30")).Is(201);
        Assert.Equal($"{day.AddDays(1):yyyy-MM-dd}T04:00:00.123456Z", posted.TextOf("bidDeadline"));
    }

    [Fact]
    public async Task A_refused_job_leaves_nothing_behind()
    {
        var owner = await Api.RegisterAsync("homeowner");
        var job = Market.Job();
        job["address"] = Market.Address();
        job["bidDeadline"] = "2020-01-01";
        (await Api.SendAsync(Call.Post("/v1/jobs", owner, job).WithKey())).IsProblem(400, "validation-error");
        Assert.Equal(0L, await Rows.ScalarAsync<long>("select count(*) from jobs where homeowner_id = $1", Guid.Parse(owner.Id)));
        Assert.Equal(0L, await Rows.ScalarAsync<long>("select count(*) from idempotency_records where user_id = $1", Guid.Parse(owner.Id)));
    }

    private async Task<Answer> PostAsync(Action<JsonObject> change)
    {
        var job = Market.Job();
        change(job);
        return await Api.PostAsync("/v1/jobs", await Api.Crowd.HomeownerAsync(), job);
    }
}
