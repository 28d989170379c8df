using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Accounts;

public sealed class RegistrationTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task A_new_account_is_signed_in_at_once_and_shows_nothing_of_its_password()
    {
        var email = $"Ada.{Guid.NewGuid():N}@Example.Test";
        var answer = (await RegisterAsync(email: email, displayName: "  Ada  ")).Is(201);

        Assert.Equal("/v1/me", answer.Header("Location"));
        Assert.Equal(900, answer["expiresInSeconds"].GetInt32());
        Assert.DoesNotContain("assword", answer.Text, StringComparison.Ordinal);
        var me = (await Api.GetAsync("/v1/me", Api.PersonOf(answer))).Is(200);
        Assert.Equal(answer["user"].ToString(), me.Json.ToString());
        Assert.Equal((email, "Ada", "homeowner", "free", 1), (me.TextOf("email"), me.TextOf("displayName"), me["roles"][0].GetString(), me.TextOf("plan"), me.Version));
        Assert.Equal(["id", "email", "displayName", "roles", "plan", "createdAt", "version"], me.Json.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Passwords_and_refresh_tokens_are_stored_as_hashes()
    {
        var person = await Api.RegisterAsync("contractor");
        var id = Guid.Parse(person.Id);
        Assert.DoesNotContain(Person.Password, await Rows.ScalarAsync<string>("select password_hash from users where id = $1", id), StringComparison.Ordinal);
        var hash = await Rows.ScalarAsync<byte[]>(
            "select t.hash from refresh_tokens t join refresh_token_families f on f.id = t.family_id where f.user_id = $1", id);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(person.RefreshToken)), hash);
    }

    [Fact]
    public async Task An_address_is_taken_whatever_its_case()
    {
        var person = await Api.RegisterAsync("homeowner");
        (await RegisterAsync(email: $" {person.Email.ToUpperInvariant()} ")).IsProblem(409, "email-taken");
        (await Api.SendPatientlyAsync(Call.Post("/v1/auth/login", null, new { email = person.Email.ToUpperInvariant(), password = Person.Password }))).Is(200);
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("admin")]
    [InlineData("Homeowner")]
    [InlineData("")]
    [InlineData("1")]
    public async Task No_other_role_can_be_registered(string role) =>
        (await RegisterAsync(role: role)).IsProblem(400, "validation-error");

    [Theory]
    [InlineData("short77")]
    [InlineData("password")]
    [InlineData("Password123")]
    [InlineData("12345678")]
    public async Task A_short_or_common_password_is_refused(string password)
    {
        var refused = (await RegisterAsync(password: password)).IsProblem(400, "validation-error");
        Assert.True(refused["errors"].TryGetProperty("password", out _), refused.ToString());
    }

    [Fact]
    public async Task A_password_has_at_most_128_characters_of_any_kind()
    {
        (await RegisterAsync(password: new string('x', 129))).IsProblem(400, "validation-error");
        var email = $"{Guid.NewGuid():N}@example.test";
        var password = string.Concat(Enumerable.Repeat("pä ß 🔑 ", 16));
        (await RegisterAsync(email: email, password: password)).Is(201);
        (await Api.SendPatientlyAsync(Call.Post("/v1/auth/login", null, new { email, password }))).Is(200);
        (await Api.SendPatientlyAsync(Call.Post("/v1/auth/login", null, new { email, password = password[..127] }))).IsProblem(401, "invalid-credentials");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("@example.test")]
    [InlineData("a@b")]
    [InlineData("a b@example.test")]
    [InlineData("a@example.test\u0007")]
    public async Task A_wrong_address_is_refused(string email) =>
        (await RegisterAsync(email: email)).IsProblem(400, "validation-error");

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var refused = (await RegisterAsync(email: "nobody", password: "short", role: "operator")).IsProblem(400, "validation-error");
        Assert.Equal(["email", "password", "role"], refused["errors"].EnumerateObject().Select(error => error.Name).Order());
    }

    private Task<Answer> RegisterAsync(
        string? email = null, string password = Person.Password, string displayName = "Somebody", string role = "homeowner") =>
        Api.SendPatientlyAsync(Call.Post("/v1/auth/register", null,
            new { email = email ?? $"{Guid.NewGuid():N}@example.test", password, displayName, role }));
}
