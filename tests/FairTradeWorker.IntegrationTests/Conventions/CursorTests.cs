using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Conventions;

public sealed class CursorTests(Platform platform) : ApiTest(platform)
{
    // A county for this class alone, so that no other test's jobs come in between.
    private const string Lonely = "48301";

    [Theory]
    [InlineData("new")]
    [InlineData("deadline")]
    public async Task A_crawl_finds_every_job_once_while_others_are_posted(string sort)
    {
        var owner = await Api.Crowd.HomeownerAsync(7);
        var trade = sort == "new" ? "roofing" : "painting";
        var known = await Task.WhenAll(Enumerable.Range(0, 57).Select(i => Api.PostJobAsync(owner, JobOf(trade, i % 3))));

        var crawled = await Api.CrawlAsync($"/v1/jobs?territoryId={Lonely}&trade={trade}&sort={sort}&limit=10", null,
            async () => await Api.PostJobAsync(owner, JobOf(trade, 1)));

        var ids = crawled.Select(job => job.GetProperty("id").GetString()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(known.Order(), ids.Intersect(known).Order());
        var order = crawled.Select(job => job.GetProperty(sort == "new" ? "publishedAt" : "bidDeadline").GetDateTimeOffset()).ToList();
        Assert.Equal(sort == "new" ? order.OrderDescending() : order.Order(), order);
    }

    [Fact]
    public async Task Every_county_is_listed_once()
    {
        var crawled = await Api.CrawlAsync("/v1/territories?limit=100", null);
        var ids = crawled.Select(county => county.GetProperty("id").GetString()).ToList();
        Assert.Equal(await Rows.ColumnAsync<string>("select id from territories order by id collate \"C\""), ids!);
        Assert.InRange(ids.Count, 3_100, 3_300);
    }

    [Fact]
    public async Task Every_trade_is_listed_once()
    {
        var inOnes = await Api.CrawlAsync("/v1/trades?limit=1", null);
        var atOnce = (await Api.GetAsync("/v1/trades?limit=100")).Is(200);
        Assert.Equal(atOnce.Items.Select(trade => trade.ToString()), inOnes.Select(trade => trade.ToString()));
        Assert.Null(atOnce.NextCursor);
    }

    [Fact]
    public async Task My_jobs_and_my_bids_and_my_conversations_are_listed_once_each()
    {
        var owner = await Api.RegisterAsync("homeowner");
        var contractor = await Api.RegisterAsync("contractor");
        var (jobs, bids, talks) = (new List<string>(), new List<string>(), new List<string>());
        for (var i = 0; i < 23; i++)
        {
            jobs.Add(await Api.PostJobAsync(owner));
            bids.Add(await Api.BidAsync(contractor, jobs[^1]));
            talks.Add((await Api.PostAsync("/v1/conversations", owner, new { jobId = jobs[^1], contractorId = contractor.Id })).Is(201).Id);
        }

        await NewestFirstAsync("/v1/me/jobs?limit=5", owner, jobs);
        await NewestFirstAsync("/v1/me/jobs?status=open&limit=5", owner, jobs);
        await NewestFirstAsync("/v1/me/bids?limit=5", contractor, bids);
        await NewestFirstAsync("/v1/me/bids?status=submitted&limit=1", contractor, bids);
        await NewestFirstAsync("/v1/conversations?limit=5", owner, talks);
        await NewestFirstAsync("/v1/conversations?limit=5", contractor, talks);
        Assert.Empty(await Api.CrawlAsync("/v1/me/bids?status=accepted", contractor));

        // Who speaks comes first.
        (await Api.SayAsync(owner, talks[3], "Hello?")).Is(201);
        await NewestFirstAsync("/v1/conversations?limit=5", contractor, [.. talks.Where(id => id != talks[3]), talks[3]]);
    }

    [Fact]
    public async Task Bids_of_a_job_are_listed_once()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var jobId = await Api.PostJobAsync(owner, maxBids: 20);
        var bids = new List<string>();
        foreach (var contractor in await Api.Crowd.ContractorsAsync(12))
        {
            bids.Add(await Api.BidAsync(contractor, jobId));
        }

        await NewestFirstAsync($"/v1/jobs/{jobId}/bids?limit=5", owner, bids);
    }

    [Fact]
    public async Task Messages_are_read_on_by_sequence_and_by_cursor()
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        var conversation = await Api.TalkAsync(owner, contractor);
        for (var i = 1; i <= 12; i++)
        {
            (await Api.SayAsync(i % 2 == 0 ? owner : contractor, conversation, $"message {i}")).Is(201);
        }

        var path = $"/v1/conversations/{conversation}/messages";
        Assert.Equal(Enumerable.Range(1, 12), Sequences(await Api.CrawlAsync($"{path}?limit=5", owner)));
        var some = (await Api.GetAsync($"{path}?after=7&limit=2", contractor)).Is(200);
        var rest = (await Api.GetAsync($"{path}?cursor={some.NextCursor}", contractor)).Is(200);
        Assert.Equal(Enumerable.Range(8, 5), Sequences([.. some.Items, .. rest.Items]));
        Assert.Equal(Enumerable.Range(1, 12), Sequences((await Api.GetAsync($"{path}?after=0", contractor)).Items));
        var behind = (await Api.GetAsync($"{path}?after=12", contractor)).Is(200);
        Assert.Empty(behind.Items);
        Assert.Null(behind.NextCursor);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("101")]
    [InlineData("abc")]
    [InlineData("1e9")]
    [InlineData("")]
    [InlineData("%20")]
    [InlineData("1.0")]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999")]
    [InlineData("0x10")]
    [InlineData("%2B5")]
    [InlineData("%D9%A5")]
    public async Task A_limit_outside_1_to_100_is_refused_by_every_list(string limit)
    {
        var (owner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.Crowd.ContractorAsync());
        foreach (var list in await ListsAsync())
        {
            var by = list.Path.Contains("/me/bids", StringComparison.Ordinal) ? contractor
                : Stage.IsForOperators(list) ? await Api.Crowd.OperatorAsync() : owner;
            var path = list.Path.Contains('{', StringComparison.Ordinal) ? await AtMineAsync(list, owner, contractor) : list.Path;
            var refused = (await Api.GetAsync($"{path}?limit={limit}", by)).IsProblem(400, "validation-error");
            Assert.True(refused["errors"].TryGetProperty("limit", out _), refused.ToString());
        }
    }

    [Fact]
    public async Task A_cursor_with_any_byte_changed_is_refused()
    {
        var cursor = (await Api.GetAsync("/v1/territories?limit=3")).NextCursor!;
        for (var i = 0; i < cursor.Length; i++)
        {
            var changed = $"{cursor[..i]}{(cursor[i] == 'A' ? 'B' : 'A')}{cursor[(i + 1)..]}";
            (await Api.GetAsync($"/v1/territories?limit=3&cursor={changed}")).IsProblem(400, "invalid-cursor");
        }

        foreach (var odd in (string[])["", "%20", "x", $"{cursor}A", cursor[..^1], $"{cursor}=", $"{cursor}%0A", $"%20{cursor}", new string('A', 5_000), "%00", "..%2F.."])
        {
            (await Api.GetAsync($"/v1/territories?limit=3&cursor={odd}")).IsProblem(400, "invalid-cursor");
        }

        (await Api.GetAsync($"/v1/territories?limit=3&cursor={cursor}&cursor={cursor}")).IsProblem(400, "invalid-cursor");
        (await Api.GetAsync($"/v1/territories?limit=100&cursor={cursor}")).Is(200);
    }

    [Fact]
    public async Task A_cursor_is_of_one_list_with_one_filter_for_one_reader()
    {
        var (owner, other) = (await Api.Crowd.HomeownerAsync(0), await Api.Crowd.HomeownerAsync(1));
        foreach (var person in (Person[])[owner, other])
        {
            await Api.PostJobAsync(person);
            await Api.PostJobAsync(person);
        }

        var jobs = (await Api.GetAsync($"/v1/jobs?territoryId={Market.Travis}&limit=1")).NextCursor!;
        foreach (var list in (string[])["/v1/jobs?", "/v1/jobs?territoryId=48301&", "/v1/jobs?trade=plumbing&", $"/v1/jobs?territoryId={Market.Travis}&sort=deadline&", "/v1/me/jobs?", "/v1/territories?", "/v1/trades?"])
        {
            (await Api.GetAsync($"{list}limit=1&cursor={jobs}", owner)).IsProblem(400, "invalid-cursor");
        }

        var mine = (await Api.GetAsync("/v1/me/jobs?limit=1", owner)).NextCursor!;
        (await Api.GetAsync($"/v1/me/jobs?limit=1&cursor={mine}", other)).IsProblem(400, "invalid-cursor");
        (await Api.GetAsync($"/v1/me/jobs?limit=1&status=open&cursor={mine}", owner)).IsProblem(400, "invalid-cursor");
        (await Api.GetAsync($"/v1/me/jobs?limit=1&cursor={mine}", owner)).Is(200);
    }

    private static System.Text.Json.Nodes.JsonObject JobOf(string trade, int days)
    {
        var job = Market.Job($"Something about {trade} here");
        job["territoryId"] = Lonely;
        job["trades"] = new System.Text.Json.Nodes.JsonArray(trade);
        job["bidDeadline"] = $"{DateTimeOffset.UtcNow.Date.AddDays(10 + days):yyyy-MM-dd}";
        return job;
    }

    private static IEnumerable<int> Sequences(IEnumerable<System.Text.Json.JsonElement> messages) =>
        messages.Select(message => message.GetProperty("sequence").GetInt32());

    private async Task NewestFirstAsync(string path, Person by, IEnumerable<string> oldestFirst) => Assert.Equal(
        oldestFirst.Reverse(), (await Api.CrawlAsync(path, by)).Select(item => item.GetProperty("id").GetString()));

    private async Task<IEnumerable<Operation>> ListsAsync() =>
        (await Api.Contract.OperationsAsync()).Where(operation => operation.Query.Contains("limit"));

    private async Task<string> AtMineAsync(Operation list, Person owner, Person contractor) => list.Path.StartsWith("/v1/conversations", StringComparison.Ordinal)
        ? list.At(await Api.TalkAsync(owner, contractor))
        : list.At(await Api.PostJobAsync(owner));
}
