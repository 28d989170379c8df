using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Accounts;

public sealed class AccountEditTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task A_name_is_changed_against_the_version_that_was_read()
    {
        var person = await Api.RegisterAsync("homeowner");
        var before = await Api.GetAsync("/v1/me", person);
        Assert.Equal("\"v1\"", before.Header("ETag"));

        var changed = (await Api.PatchAsync("/v1/me", person, new { displayName = "Ada Lovelace" }, before.Header("ETag"))).Is(200);

        Assert.Equal(("Ada Lovelace", 2, "\"v2\""), (changed.TextOf("displayName"), changed.Version, changed.Header("ETag")));
        Assert.Equal(changed.Text, (await Api.GetAsync("/v1/me", person)).Text);
        (await Api.PatchAsync("/v1/me", person, new { displayName = "Late" }, before.Header("ETag"))).IsProblem(412, "precondition-failed");
    }

    [Theory]
    [InlineData("""{ "plan": "pro" }""")]
    [InlineData("""{ "roles": ["operator"] }""")]
    [InlineData("""{ "role": "operator" }""")]
    [InlineData("""{ "email": "new@example.test" }""")]
    [InlineData("""{ "version": 9 }""")]
    [InlineData("""{ "id": "0199a3c0-11aa-7d31-8a55-6a3c0e9f7d02" }""")]
    [InlineData("""{ "displayName": "Good name", "plan": "pro" }""")]
    public async Task Nothing_else_of_an_account_is_the_clients_to_write(string patch)
    {
        var person = await Api.RegisterAsync("homeowner");
        var before = await Api.GetAsync("/v1/me", person);
        (await Api.PatchAsync("/v1/me", person, patch)).IsProblem(400, "validation-error");
        Assert.Equal(before.Text, (await Api.GetAsync("/v1/me", person)).Text);
    }
}
