using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.RateLimits;

/// <summary>The shipped numbers, over two instances.</summary>
public sealed class RateLimitTests(LimitedApiFixture fixture) : IClassFixture<LimitedApiFixture>, IAsyncLifetime
{
    private LimitedApi limited = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => limited = await fixture.ApiAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_kind_of_caller_has_its_quota()
    {
        var api = limited.From("127.0.0.2");
        var person = await limited.Platform.RegisterAsync("homeowner");
        var pro = await limited.Platform.RegisterAsync("contractor");
        await limited.Platform.Rows.ExecuteAsync("update users set plan = 'pro' where id = $1", Guid.Parse(pro.Id));
        pro = Api.PersonOf((await limited.Platform.SendPatientlyAsync(
            Call.Post("/v1/auth/login", null, new { email = pro.Email, password = Person.Password }))).Is(200));
        var boss = await limited.Platform.MakeOperatorAsync();
        foreach (var (by, policy, quota) in ((Person?, string, int)[])[(null, "anonymous", 60), (person, "authenticated", 200), (pro, "pro", 500), (boss, "operator", 1000)])
        {
            var first = await api.SendAsync(Call.Get("/v1/territories/48453", by).On(0));
            Assert.Equal($"\"{policy}\";q={quota};w=60", first.Header("RateLimit-Policy"));
            Assert.Equal($"\"{policy}\";r={quota - 1};t=1", first.Header("RateLimit"));
        }
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("GET", "/.env", 404)]
    [InlineData("DELETE", "/v1/jobs", 405)]
    [InlineData("GET", "/v1/jobs?limit=0", 400)]
    [InlineData("GET", "/v1/me", 401)]
    [InlineData("POST", "/v1/auth/login", 400)]
    [InlineData("GET", "/v1/jobs", 200)]
    public async Task Whatever_the_answer_is_the_request_has_counted(string method, string path, int status)
    {
        var api = limited.From("127.0.0.3");
        var before = Remaining(await api.GetAsync("/v1/nothing"));

        var answer = (await api.SendAsync(new Call(method, path))).Is(status);

        // One second gives one request back, and two instances may be slow.
        Assert.Equal("\"anonymous\";q=60;w=60", answer.Header("RateLimit-Policy"));
        Assert.InRange(Remaining(answer), before - 1, before + 20);
        Assert.InRange(Remaining(answer), 0, 59);
    }

    [Fact]
    public async Task The_whole_quota_may_be_spent_at_once_and_whoever_waits_as_long_as_he_is_told_goes_on()
    {
        var api = limited.From("127.0.0.4");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var answers = await Race.RunAsync(100, _ => api.GetAsync("/v1/nothing"));

        // One comes back each second.
        var allowed = answers.Count(answer => answer.Status == 404);
        Assert.InRange(allowed, 60, 60 + (int)watch.Elapsed.TotalSeconds);
        var refused = answers.First(answer => answer.Status == 429).IsProblem(429, "rate-limited");
        Assert.Equal("1", refused.Header("Retry-After"));
        Assert.StartsWith("\"anonymous\";r=0;t=", refused.Header("RateLimit"), StringComparison.Ordinal);

        for (var i = 0; i < 3; i++)
        {
            var last = await ExhaustAsync(api, Call.Get("/v1/nothing"));
            await Task.Delay(TimeSpan.FromSeconds(int.Parse(last.Header("Retry-After")!, null)), Token);
            (await api.GetAsync("/v1/nothing")).IsProblem(404, "not-found");
        }
    }

    [Fact]
    public async Task Too_many_is_said_before_anything_else()
    {
        var api = limited.From("127.0.0.5");
        Call[] calls =
        [
            Call.Get("/v1/me"),
            Call.Get("/v1/me") with { Token = "garbage" },
            Call.Post("/v1/jobs", null, "nonsense"),
            Call.Post("/v1/jobs", null, new string(' ', 300_000)),
            Call.Post("/v1/auth/login", null, "nonsense"),
            new("DELETE", "/v1/jobs"),
        ];
        foreach (var call in calls)
        {
            await IsRefusedWithAsync(api, Call.Get("/v1/nothing"), call);
        }
    }

    [Fact]
    public async Task A_user_is_counted_by_his_token_wherever_he_is_and_a_bad_token_by_its_address()
    {
        var api = limited.From("127.0.0.6");
        var person = await limited.Platform.RegisterAsync("homeowner");
        await ExhaustAsync(api, Call.Get("/v1/jobs") with { Token = "garbage" });

        (await api.GetAsync("/v1/territories/48453", person)).Is(200);
        (await limited.From("127.0.0.7").SendAsync(Call.Get("/v1/jobs") with { Token = "garbage" })).IsProblem(401, "unauthenticated");
        await IsRefusedWithAsync(api, Call.Get("/v1/nothing", person), Call.Get("/v1/nothing", person), limited.From("127.0.0.8"));
    }

    [Fact]
    public async Task Of_thirty_jobs_at_once_ten_are_posted_and_reading_goes_on()
    {
        var api = limited.From("127.0.0.9");
        var (owner, other) = (await limited.Platform.RegisterAsync("homeowner"), await limited.Platform.RegisterAsync("homeowner"));

        var answers = await Race.RunAsync(30, _ => api.PostAsync("/v1/jobs", owner, Market.Job()));

        Race.Came(answers, ("201", 10), ("429 rate-limited", 20));
        Assert.All(answers, answer =>
        {
            Assert.Equal("\"authenticated\";q=200;w=60, \"jobs\";q=10;w=3600", answer.Header("RateLimit-Policy"));
            Assert.Matches("^\"authenticated\";r=\\d+;t=\\d+, \"jobs\";r=\\d;t=\\d+$", answer.Header("RateLimit"));
        });
        Assert.All(answers.Where(answer => answer.Status == 429), answer => Assert.InRange(int.Parse(answer.Header("Retry-After")!, null), 240, 360));
        Assert.Equal(10, (await api.GetAsync("/v1/me/jobs", owner)).Is(200).Items.Count);
        (await api.PostAsync("/v1/jobs", other, Market.Job())).Is(201);
    }

    [Fact]
    public async Task Repeated_and_refused_requests_count_in_the_hourly_quota()
    {
        var api = limited.From("127.0.0.10");
        var owner = await limited.Platform.RegisterAsync("homeowner");
        var call = Call.Post("/v1/jobs", owner, Market.Job()).WithKey();
        var first = (await api.SendAsync(call)).Is(201);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(first.Id, (await api.SendAsync(call)).Is(201).Id);
        }

        for (var i = 0; i < 4; i++)
        {
            (await api.PostAsync("/v1/jobs", owner, new { })).IsProblem(400, "validation-error");
        }

        (await api.SendAsync(call)).IsProblem(429, "rate-limited");
    }

    [Fact]
    public async Task Bids_and_messages_have_hourly_quotas_too()
    {
        var api = limited.From("127.0.0.11");
        var (owner, contractor) = (await limited.Platform.RegisterAsync("homeowner"), await limited.Platform.RegisterAsync("contractor"));
        var conversation = await limited.Platform.TalkAsync(owner, contractor);
        var bid = await api.PostAsync($"/v1/jobs/{await limited.Platform.PostJobAsync(owner)}/bids", contractor, Market.Bid());
        Assert.EndsWith("\"bids\";q=50;w=3600", bid.Is(201).Header("RateLimit-Policy"), StringComparison.Ordinal);

        var sent = await api.SayAsync(owner, conversation, "Hello");
        Assert.EndsWith("\"messages\";q=100;w=3600", sent.Is(201).Header("RateLimit-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_and_pages_about_the_API_are_free()
    {
        var api = limited.From("127.0.0.12");
        await ExhaustAsync(api, Call.Get("/v1/nothing"));
        foreach (var path in (string[])["/health/live", "/health/ready", "/openapi/v1.json", "/docs/", "/problems", "/problems/rate-limited"])
        {
            var answer = (await api.GetAsync(path)).Is(200);
            Assert.Null(answer.Header("RateLimit"));
        }
    }

    [Fact]
    public async Task What_a_stranger_writes_into_forwarding_headers_changes_nothing()
    {
        var api = limited.From("127.0.0.13");
        var answers = await Race.RunAsync(150, i => api.SendAsync(Call.Get("/v1/nothing")
            .With("X-Forwarded-For", $"192.0.2.{i}").With("X-Real-IP", $"192.0.2.{i}").With("Forwarded", $"for=192.0.2.{i}")));

        // Each address of its own would have sixty.
        Assert.InRange(answers.Count(answer => answer.Status == 429), 50, 90);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_the_last_address_that_is_none_of_ours_counts()
    {
        var api = limited.From(LimitedApiFixture.Proxy);
        Call By(string forwardedFor) => Call.Get("/v1/nothing").With("X-Forwarded-For", forwardedFor);
        foreach (var same in (string[])
            ["198.51.100.1", "203.0.113.9, 198.51.100.1", "198.51.100.1, 10.1.2.3", "garbage, 198.51.100.1", "10.1.2.3, 198.51.100.1", "198.51.100.1:4711"])
        {
            await IsRefusedWithAsync(api, By("198.51.100.1"), By(same));
        }

        (await api.SendAsync(By("198.51.100.2"))).IsProblem(404, "not-found");
        (await api.SendAsync(By("198.51.100.1, 198.51.100.2"))).IsProblem(404, "not-found");

        await IsRefusedWithAsync(api, By("2001:db8:1:2::1"), By("2001:db8:1:2:dead:beef:0:1"));
        (await api.SendAsync(By("2001:db8:1:3::1"))).IsProblem(404, "not-found");
    }

    /// <summary>Spends all that is left and gives the first refusal.</summary>
    private static async Task<Answer> ExhaustAsync(Api api, Call call)
    {
        while (true)
        {
            var answers = await Race.RunAsync(20, _ => api.SendAsync(call));
            if (answers.FirstOrDefault(answer => answer.Status == 429) is { } refused)
            {
                return refused;
            }
        }
    }

    /// <summary>
    /// What one call spends is missing to the other: it is refused as soon as nothing has come back between the two.
    /// </summary>
    private static async Task IsRefusedWithAsync(Api api, Call spending, Call call, Api? callingFrom = null)
    {
        Answer answer;
        var tries = 0;
        do
        {
            await ExhaustAsync(api, spending);
            answer = await (callingFrom ?? api).SendAsync(call);
        }
        while (answer.Status != 429 && ++tries < 10);
        answer.IsProblem(429, "rate-limited");
    }

    private static int Remaining(Answer answer) =>
        int.Parse(System.Text.RegularExpressions.Regex.Match(answer.Header("RateLimit")!, "r=(\\d+)").Groups[1].Value, null);
}
