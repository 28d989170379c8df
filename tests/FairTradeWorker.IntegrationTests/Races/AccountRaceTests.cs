using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Races;

public sealed class AccountRaceTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task Fifty_parallel_registrations_of_one_address_make_one_account()
    {
        var name = Guid.NewGuid().ToString("N");

        // Addresses compare without case.
        var answers = await Race.RunAsync(50, i => Api.SendPatientlyAsync(Call.Post("/v1/auth/register", null, new
        {
            email = i % 2 == 0 ? $"{name}@example.test" : $"{name.ToUpperInvariant()}@Example.TEST",
            password = Person.Password,
            displayName = $"Twin {i}",
            role = i % 3 == 0 ? "homeowner" : "contractor",
        })));

        Race.Came(answers, ("201", 1), ("409 email-taken", 49));
        Assert.Equal(1L, await Rows.ScalarAsync<long>("select count(*) from users where normalized_email = $1", $"{name}@example.test"));
    }

    [Fact]
    public async Task Of_fifty_parallel_refreshes_with_one_token_one_succeeds_and_the_family_dies()
    {
        var person = await Api.RegisterAsync("homeowner");

        var answers = await Race.RunAsync(50, _ => Api.PostAsync("/v1/auth/refresh", null, new { refreshToken = person.RefreshToken }));

        Race.Came(answers, ("200", 1), ("401 invalid-refresh-token", 49));
        var next = answers.Single(answer => answer.Status == 200).TextOf("refreshToken");
        (await Api.PostAsync("/v1/auth/refresh", null, new { refreshToken = next })).IsProblem(401, "invalid-refresh-token");
        Assert.Equal(1L, await Rows.ScalarAsync<long>(
            "select count(*) from refresh_token_families where user_id = $1 and revoked_at is not null", Guid.Parse(person.Id)));
    }

    [Fact]
    public async Task Of_fifty_parallel_wrong_passwords_ten_are_looked_at()
    {
        var person = await Api.RegisterAsync("homeowner");
        var wrong = Call.Post("/v1/auth/login", null, new { email = person.Email, password = "none of those bottles" });

        var answers = await Race.RunAsync(50, i => Api.SendPatientlyAsync(wrong.On(i & 1)));

        Race.Came(answers, ("401 invalid-credentials", 10), ("429 too-many-failed-logins", 40));
        (await Api.SendPatientlyAsync(Call.Post("/v1/auth/login", null, new { email = person.Email, password = Person.Password })))
            .IsProblem(429, "too-many-failed-logins");
    }

    [Fact]
    public async Task Of_parallel_changes_of_whatever_is_there_all_succeed_one_after_the_other()
    {
        var person = await Api.RegisterAsync("contractor");

        var answers = await Race.RunAsync(20, i => Api.PatchAsync("/v1/me", person, new { displayName = $"Name {i}" }, "*"));

        Assert.Equal(Enumerable.Range(2, 20), answers.Select(answer => answer.Is(200).Version).Order());
        var last = answers.MaxBy(answer => answer.Version)!;
        Assert.Equal(last.Text, (await Api.GetAsync("/v1/me", person)).Text);
    }

    [Fact]
    public async Task Twenty_parallel_posts_with_one_key_are_one_job()
    {
        var owner = await Api.RegisterAsync("homeowner");
        var call = Call.Post("/v1/jobs", owner, Market.Job()).WithKey();

        var answers = await Race.RunAsync(20, _ => Api.SendAsync(call));

        Assert.All(answers, answer => Assert.True(answer.Status == 201 || answer.Slug == "idempotency-key-in-flight", answer.ToString()));
        var posted = answers.Where(answer => answer.Status == 201).ToList();
        Assert.Single(posted.Select(answer => answer.Text).Distinct());
        Assert.Single(posted, answer => answer.Header("Idempotent-Replayed") is null);
        Assert.Single(posted.Select(answer => $"{answer.Header("Location")} {answer.Header("ETag")} {answer.Header("Content-Type")}").Distinct());
        Assert.Equal(1L, await Rows.ScalarAsync<long>("select count(*) from jobs where homeowner_id = $1", Guid.Parse(owner.Id)));
    }

    [Fact]
    public async Task Of_parallel_edits_against_one_version_one_succeeds()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        var jobId = await Api.PostJobAsync(owner);

        var answers = await Race.RunAsync(20, i => Api.PatchAsync($"/v1/jobs/{jobId}", owner, new { title = $"Replace faucet no. {i}" }, "\"v1\""));

        Race.Came(answers, ("200", 1), ("412 precondition-failed", 19));
        Assert.Equal((await Api.GetAsync($"/v1/jobs/{jobId}")).TextOf("title"), answers.Single(answer => answer.Status == 200).TextOf("title"));
    }

    [Fact]
    public async Task Of_parallel_edits_of_an_account_against_one_version_one_succeeds()
    {
        var person = await Api.RegisterAsync("contractor");

        var answers = await Race.RunAsync(20, i => Api.PatchAsync("/v1/me", person, new { displayName = $"Name {i}" }, "\"v1\""));

        Race.Came(answers, ("200", 1), ("412 precondition-failed", 19));
        Assert.Equal(2, (await Api.GetAsync("/v1/me", person)).Version);
    }

    [Fact]
    public async Task A_draft_published_and_cancelled_and_edited_at_once_ends_in_one_state()
    {
        var owner = await Api.Crowd.HomeownerAsync();
        for (var round = 0; round < 10; round++)
        {
            var draft = Market.Job();
            draft["draft"] = true;
            var jobId = await Api.PostJobAsync(owner, draft);

            var answers = await Race.RunAsync(6, i => (i % 3) switch
            {
                0 => Api.PostAsync($"/v1/jobs/{jobId}/publish", owner),
                1 => Api.PostAsync($"/v1/jobs/{jobId}/cancel", owner),
                _ => Api.PatchAsync($"/v1/jobs/{jobId}", owner, new { maxBids = 6 + round + i }),
            });

            Assert.All(answers, answer => Assert.True(answer.Status == 200 || answer.Slug == "invalid-transition", answer.ToString()));
            Assert.Single(answers, answer => answer.Call.Path.EndsWith("cancel", StringComparison.Ordinal) && answer.Status == 200);
            Assert.InRange(answers.Count(answer => answer.Call.Path.EndsWith("publish", StringComparison.Ordinal) && answer.Status == 200), 0, 1);
            var job = await Api.GetAsync($"/v1/jobs/{jobId}", owner);
            Assert.Equal("cancelled", job.TextOf("status"));
            Assert.Equal(1 + answers.Count(answer => answer.Status == 200), job.Version);
        }
    }
}
