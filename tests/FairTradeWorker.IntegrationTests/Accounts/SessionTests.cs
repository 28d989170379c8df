using System.Text.Json.Nodes;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Accounts;

public sealed class SessionTests(Platform platform) : ApiTest(platform)
{
    private const string Wrong = "not the password at all";

    [Fact]
    public async Task A_refresh_token_works_once_and_its_reuse_ends_the_whole_sign_in()
    {
        var person = await Api.RegisterAsync("homeowner");
        var second = Api.PersonOf((await RefreshAsync(person.RefreshToken)).Is(200));
        var third = Api.PersonOf((await RefreshAsync(second.RefreshToken)).Is(200));
        (await Api.GetAsync("/v1/me", third)).Is(200);
        var elsewhere = Api.PersonOf((await LogInAsync(person.Email, Person.Password)).Is(200));

        (await RefreshAsync(person.RefreshToken)).IsProblem(401, "invalid-refresh-token");

        (await RefreshAsync(third.RefreshToken)).IsProblem(401, "invalid-refresh-token");
        (await RefreshAsync(second.RefreshToken)).IsProblem(401, "invalid-refresh-token");
        (await RefreshAsync(elsewhere.RefreshToken)).Is(200);
    }

    [Fact]
    public async Task Signing_out_ends_the_sign_in_whichever_token_of_it_is_shown()
    {
        var person = await Api.RegisterAsync("contractor");
        var second = Api.PersonOf((await RefreshAsync(person.RefreshToken)).Is(200));

        (await Api.PostAsync("/v1/auth/logout", null, new { refreshToken = second.RefreshToken })).Is(204);
        (await Api.PostAsync("/v1/auth/logout", null, new { refreshToken = second.RefreshToken })).Is(204);

        (await RefreshAsync(second.RefreshToken)).IsProblem(401, "invalid-refresh-token");
    }

    [Fact]
    public async Task An_unknown_expired_or_idle_refresh_token_is_refused()
    {
        (await RefreshAsync(new string('A', 43))).IsProblem(401, "invalid-refresh-token");
        (await Api.PostAsync("/v1/auth/logout", null, new { refreshToken = "unknown" })).Is(204);
        foreach (var outdate in (string[])[
            "update refresh_tokens set expires_at = now() - interval '1 second' where family_id in (select id from refresh_token_families where user_id = $1)",
            "update refresh_token_families set expires_at = now() - interval '1 second' where user_id = $1"])
        {
            var person = await Api.RegisterAsync("homeowner");
            Assert.Equal(1, await Rows.ExecuteAsync(outdate, Guid.Parse(person.Id)));
            (await RefreshAsync(person.RefreshToken)).IsProblem(401, "invalid-refresh-token");
        }
    }

    [Fact]
    public async Task Unknown_users_and_wrong_passwords_are_answered_alike()
    {
        var person = await Api.RegisterAsync("homeowner");

        var wrong = (await LogInAsync(person.Email, Wrong)).IsProblem(401, "invalid-credentials");
        var unknown = (await LogInAsync($"{Guid.NewGuid():N}@example.test", Wrong)).IsProblem(401, "invalid-credentials");

        Assert.Equal(WithoutTrace(wrong), WithoutTrace(unknown));
    }

    [Fact]
    public async Task The_eleventh_wrong_password_must_wait_and_nobody_else_does()
    {
        var (victim, other) = (await Api.RegisterAsync("homeowner"), await Api.RegisterAsync("homeowner"));
        for (var i = 0; i < 10; i++)
        {
            // Upper and lower case is the same account, on both instances.
            (await LogInAsync(i % 2 == 0 ? victim.Email : victim.Email.ToUpperInvariant(), Wrong)).IsProblem(401, "invalid-credentials");
        }

        foreach (var password in (string[])[Wrong, Person.Password])
        {
            var refused = (await LogInAsync(victim.Email, password)).IsProblem(429, "too-many-failed-logins");
            Assert.InRange(int.Parse(refused.Header("Retry-After")!, null), 1, 900);
        }

        (await LogInAsync(other.Email, Person.Password)).Is(200);
        (await RefreshAsync(victim.RefreshToken)).Is(200);
    }

    [Fact]
    public async Task An_unknown_address_is_throttled_like_a_known_one()
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        for (var i = 0; i < 10; i++)
        {
            (await LogInAsync(email, Wrong)).IsProblem(401, "invalid-credentials");
        }

        (await LogInAsync(email, Wrong)).IsProblem(429, "too-many-failed-logins");
    }

    [Fact]
    public async Task The_right_password_forgives_the_wrong_ones_before_it()
    {
        var person = await Api.RegisterAsync("contractor");
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 9; i++)
            {
                (await LogInAsync(person.Email, Wrong)).IsProblem(401, "invalid-credentials");
            }

            (await LogInAsync(person.Email, Person.Password)).Is(200);
        }
    }

    [Fact]
    public async Task A_storm_of_sign_ins_keeps_nobody_from_reading()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 10).Select(Api.Crowd.ContractorAsync));
        using var storm = new CancellationTokenSource();
        var reads = 0;
        var reader = Task.Run(
            async () =>
            {
                while (!storm.IsCancellationRequested)
                {
                    (await Api.GetAsync("/v1/jobs")).Is(200);
                    reads++;
                }
            },
            Token);

        var answers = await Race.RunAsync(60, i => Api.SendAsync(
            Call.Post("/v1/auth/login", null, new { email = people[i % 10].Email, password = Person.Password }) with { MayFail = true }));
        await storm.CancelAsync();
        await reader;

        Assert.All(answers, answer => Assert.True(answer.Status == 200 || answer.Slug == "temporarily-unavailable", answer.ToString()));
        Assert.Contains(answers, answer => answer.Status == 200);
        Assert.True(reads > 10, $"only {reads} reads");
    }

    private static string WithoutTrace(Answer problem)
    {
        var body = JsonNode.Parse(problem.Text)!.AsObject();
        body.Remove("traceId");
        return body.ToJsonString();
    }

    private Task<Answer> RefreshAsync(string refreshToken) => Api.PostAsync("/v1/auth/refresh", null, new { refreshToken });

    private Task<Answer> LogInAsync(string email, string password) =>
        Api.SendPatientlyAsync(Call.Post("/v1/auth/login", null, new { email, password }));
}
