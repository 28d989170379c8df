using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Accounts;

public sealed class ForgedTokenTests(Platform platform) : ApiTest(platform)
{
    private readonly Platform platform = platform;

    [Fact]
    public async Task A_forged_token_is_refused_on_protected_and_on_public_endpoints()
    {
        var person = await Api.RegisterAsync("homeowner");
        var forged = new TokenForge(person.AccessToken, platform.SigningKey).All(person);
        Assert.InRange(forged.Count, 25, 100);
        foreach (var (name, token) in forged)
        {
            foreach (var path in (string[])["/v1/me", "/v1/jobs", "/v1/territories/48453"])
            {
                var answer = await Api.SendAsync(Call.Get(path) with { Token = token });
                Assert.True(answer.Slug == "unauthenticated", $"{name}: {answer}");
            }
        }
    }

    [Fact]
    public async Task What_the_forge_signs_unchanged_is_good_so_that_its_forgeries_fail_for_their_own_reason()
    {
        var person = await Api.RegisterAsync("homeowner");
        var forge = new TokenForge(person.AccessToken, platform.SigningKey);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        (await Api.SendAsync(Call.Get("/v1/me") with { Token = forge.ExpiringAt(now + 60) })).Is(200);
        (await Api.SendAsync(Call.Get("/v1/me") with { Token = forge.ExpiringAt(now - 10) })).Is(200);
    }

    [Theory]
    [InlineData("role", "king")]
    [InlineData("role", null)]
    [InlineData("sub", "nobody")]
    [InlineData("sub", null)]
    public async Task A_rightly_signed_token_of_nobody_we_know_is_refused(string claim, string? value)
    {
        var person = await Api.RegisterAsync("homeowner");
        var token = new TokenForge(person.AccessToken, platform.SigningKey).SignedWith(claim, value);
        foreach (var path in (string[])["/v1/me", "/v1/me/jobs", "/v1/me/bids", "/v1/conversations", "/v1/jobs"])
        {
            (await Api.SendAsync(Call.Get(path) with { Token = token })).IsProblem(401, "unauthenticated");
        }

        (await Api.SendAsync(Call.Post("/v1/jobs", null, Market.Job()) with { Token = token })).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task An_operator_may_do_nothing_that_is_for_the_other_roles()
    {
        var person = await Api.RegisterAsync("homeowner");
        var token = new TokenForge(person.AccessToken, platform.SigningKey).SignedWith("role", "operator");
        foreach (var path in (string[])["/v1/me/jobs", "/v1/me/bids", "/v1/conversations"])
        {
            (await Api.SendAsync(Call.Get(path) with { Token = token })).IsProblem(403, "forbidden");
        }
    }

    [Fact]
    public async Task A_token_of_sixteen_kilobytes_is_refused()
    {
        var answer = await Api.SendAsync(Call.Get("/v1/me") with { Token = $"{new string('a', 15_000)}.b.c" });
        answer.IsProblem(401, "unauthenticated");
        using var raw = await RawHttp.ConnectAsync(Api.Instance(1), Token);
        Assert.Equal(431, await raw.SendAsync($"GET /v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {new string('a', 17_000)}\r\n\r\n", Token));
    }

    [Theory]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer")]
    [InlineData("bearer x")]
    [InlineData("x")]
    public async Task Any_other_authorization_is_refused(string value)
    {
        var answer = await Api.SendAsync(Call.Get("/v1/jobs").With("Authorization", value));
        answer.IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Signing_in_works_with_an_outdated_token_in_hand()
    {
        var person = await Api.RegisterAsync("homeowner");
        (await Api.SendAsync(Call.Post("/v1/auth/refresh", null, new { refreshToken = person.RefreshToken }) with { Token = "outdated" })).Is(200);
    }
}
