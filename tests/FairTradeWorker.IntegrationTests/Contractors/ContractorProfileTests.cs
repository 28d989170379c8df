using System.Text.Json.Nodes;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Contractors;

public sealed class ContractorProfileTests(Platform platform) : ApiTest(platform)
{
    private const string Mine = "/v1/me/contractor-profile";

    [Fact]
    public async Task A_profile_is_created_once_and_then_replaced_as_a_whole()
    {
        var contractor = await Api.RegisterAsync("contractor");
        (await Api.GetAsync($"/v1/contractors/{contractor.Id}")).IsProblem(404, "not-found");

        var created = (await PutAsync(contractor, Profile())).Is(201);
        Assert.Equal($"/v1/contractors/{contractor.Id}", created.Header("Location"));
        Assert.Equal("\"v1\"", created.Header("ETag"));
        Assert.Equal(1, (await PutAsync(contractor, Profile())).Is(200).Version);

        var changed = Profile();
        changed["bio"] = "";
        changed["availableNow"] = false;
        Assert.Equal(2, (await PutAsync(contractor, changed)).Is(200).Version);
        var read = (await Api.GetAsync($"/v1/contractors/{contractor.Id}")).Is(200);
        Assert.Equal("", read.TextOf("bio"));
        Assert.False(read["availableNow"].GetBoolean());
        Assert.Equal(
            ["availableNow", "bio", "companyName", "displayName", "id", "jobsCompleted", "memberSince", "territoryIds", "trades", "version", "yearsExperience"],
            read.Json.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        (await Api.SendAsync(Call.Get($"/v1/contractors/{contractor.Id}").With("If-None-Match", "\"v2\""))).Is(304);
    }

    [Fact]
    public async Task Of_parallel_first_writes_one_creates_the_profile()
    {
        var contractor = await Api.RegisterAsync("contractor");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PutAsync(contractor, Profile())));
        Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers, answer => Assert.True(answer.Status is 200 or 201));
    }

    [Fact]
    public async Task If_match_counts_when_it_is_sent()
    {
        var contractor = await Api.RegisterAsync("contractor");
        (await Api.SendAsync(Call.Put(Mine, contractor, Profile()).With("If-Match", "*"))).IsProblem(412, "precondition-failed");
        (await PutAsync(contractor, Profile())).Is(201);
        var changed = Profile();
        changed["yearsExperience"] = 12;
        (await Api.SendAsync(Call.Put(Mine, contractor, changed).With("If-Match", "\"v9\""))).IsProblem(412, "precondition-failed");
        (await Api.SendAsync(Call.Put(Mine, contractor, changed).With("If-Match", "\"v1\""))).Is(200);
        changed["yearsExperience"] = 13;
        (await Api.SendAsync(Call.Put(Mine, contractor, changed).With("If-Match", "*"))).Is(200);
    }

    [Fact]
    public async Task A_new_name_and_an_approved_job_make_a_new_version()
    {
        var (homeowner, contractor) = (await Api.RegisterAsync("homeowner"), await Api.RegisterAsync("contractor"));
        (await PutAsync(contractor, Profile())).Is(201);
        (await Api.PatchAsync("/v1/me", contractor, new { displayName = "Another Name" })).Is(200);
        var renamed = (await Api.GetAsync($"/v1/contractors/{contractor.Id}", contractor)).Is(200);
        Assert.Equal("Another Name", renamed.TextOf("displayName"));
        Assert.Equal(2, renamed.Version);

        var (jobId, _, _) = await Api.AwardAsync(homeowner, contractor);
        (await Api.PostAsync($"/v1/jobs/{jobId}/start", contractor)).Is(200);
        (await Api.PostAsync($"/v1/jobs/{jobId}/submit-work", contractor)).Is(200);
        Assert.Equal(0, (await Api.GetAsync($"/v1/contractors/{contractor.Id}", contractor))["jobsCompleted"].GetInt32());
        (await Api.PostAsync($"/v1/jobs/{jobId}/approve", homeowner)).Is(200);
        var experienced = (await Api.GetAsync($"/v1/contractors/{contractor.Id}", homeowner)).Is(200);
        Assert.Equal(1, experienced["jobsCompleted"].GetInt32());
        Assert.Equal(3, experienced.Version);
    }

    [Fact]
    public async Task What_is_not_a_profile_is_refused()
    {
        var contractor = await Api.Crowd.ContractorAsync();
        foreach (var (member, value) in new (string, JsonNode?)[]
        {
            ("companyName", "x"), ("bio", new string('x', 4001)), ("trades", new JsonArray()), ("trades", new JsonArray("plumbing", "plumbing")),
            ("trades", new JsonArray("alchemy")), ("territoryIds", new JsonArray("00000")), ("territoryIds", new JsonArray()),
            ("yearsExperience", 81), ("yearsExperience", -1), ("availableNow", null),
        })
        {
            var profile = Profile();
            profile[member] = value;
            var refused = (await PutAsync(contractor, profile)).IsProblem(400, "validation-error");
            Assert.True(refused["errors"].TryGetProperty(member, out _), $"{member} is not named in {refused}");
        }

        (await PutAsync(await Api.Crowd.HomeownerAsync(), Profile())).IsProblem(403, "forbidden");
        (await Api.SendAsync(Call.Put(Mine, null, Profile()))).IsProblem(401, "unauthenticated");
    }

    [Theory]
    [InlineData("q={word}")]
    [InlineData("q={word}+roo")]
    [InlineData("q=ROOFING+{word}")]
    [InlineData("q={word}+repairing")]
    [InlineData("q={word}&trade=roofing&territoryId=02016&availableNow=true")]
    public async Task A_contractor_is_found(string query)
    {
        var (contractor, word) = await WithCompanyAsync();
        var found = await Api.CrawlAsync($"/v1/contractors?{query.Replace("{word}", word, StringComparison.Ordinal)}", null);
        Assert.Equal(contractor.Id, Assert.Single(found).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("q={word}+plumbing")]
    [InlineData("q={word}&availableNow=false")]
    [InlineData("q={word}&trade=plumbing")]
    [InlineData("q={word}&territoryId=48453")]
    public async Task A_contractor_is_not_found_by_what_he_is_not(string query)
    {
        var (_, word) = await WithCompanyAsync();
        Assert.Empty(await Api.CrawlAsync($"/v1/contractors?{query.Replace("{word}", word, StringComparison.Ordinal)}", null));
    }

    [Fact]
    public async Task Pages_go_from_the_newest_profile_to_the_oldest()
    {
        var word = NewWord();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var contractor = await Api.RegisterAsync("contractor");
            (await PutAsync(contractor, Profile($"{word} Roofing"))).Is(201);
            ids.Insert(0, contractor.Id);
        }

        var found = await Api.CrawlAsync($"/v1/contractors?q={word}&limit=1", null);
        Assert.Equal(ids, found.Select(item => item.GetProperty("id").GetString()));
    }

    private static string NewWord() => $"w{Guid.NewGuid():N}";

    private static JsonObject Profile(string companyName = "Rivera Roofing") => new()
    {
        ["companyName"] = companyName,
        ["bio"] = "We repair roofs and gutters.",
        ["trades"] = new JsonArray("roofing"),
        ["territoryIds"] = new JsonArray("02016", "02020"),
        ["yearsExperience"] = 11,
        ["availableNow"] = true,
    };

    private Task<Answer> PutAsync(Person by, JsonObject profile) => Api.SendAsync(Call.Put(Mine, by, profile));

    private async Task<(Person Contractor, string Word)> WithCompanyAsync()
    {
        var (contractor, word) = (await Api.RegisterAsync("contractor"), NewWord());
        (await PutAsync(contractor, Profile($"{word}-Roofing.com"))).Is(201);
        return (contractor, word);
    }
}
