using System.Text.Json;
using System.Text.RegularExpressions;
using FairTradeWorker.IntegrationTests.Harness;
using FairTradeWorker.IntegrationTests.LocalServers;

namespace FairTradeWorker.IntegrationTests.Scaling;

/// <summary>What the load test's users do, done once against the real API with a stand-in for k6's modules.</summary>
public sealed partial class LoadTestVisitTests(Platform platform) : ApiTest(platform), IDisposable
{
    private const string Password = "Seed-Passw0rd!";

    private readonly string folder = Directory.CreateTempSubdirectory("ftw-k6").FullName;

    [Fact]
    public async Task One_visit_of_each_kind_is_answered_as_expected()
    {
        Require.Program("curl");
        // The accounts of the seed that users 1, 2 and 35 of the load test sign in with when there are ten.
        var homeowner = await RegisterAsync(1, "homeowner");
        var contractor = await RegisterAsync(8, "contractor");
        await RegisterAsync(9, "homeowner");
        await Rows.ExecuteAsync("update users set role = 'operator' where email = 'user9@seed.test'");
        await Api.TalkAsync(homeowner, contractor);
        (await Api.SendAsync(Call.Put("/v1/me/contractor-profile", contractor, Market.Profile()))).Is(201);
        LayOut();

        var environment = JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["BASE_URL"] = Api.Instance(0).ToString().TrimEnd('/'),
            ["ACCOUNTS"] = "10",
            ["SCENARIO"] = "smoke",
        });
        var result = await Node.RunAsync(Path.Combine(folder, "visits.js"), environment, "1", "2", "35");

        Assert.True(result.Succeeded, result.Tail);
        var seen = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(10, seen.GetProperty("options").GetProperty("scenarios").GetProperty("smoke").GetProperty("vus").GetInt32());
        var calls = seen.GetProperty("calls").EnumerateArray().ToList();
        Assert.All(calls, call => Assert.True(call.GetProperty("expected").GetBoolean(), call.ToString()));
        // Each signs in once and stays signed in for the second visit.
        Assert.Equal(3, calls.Count(call => NameOf(call) == "POST /v1/auth/login"));
        Assert.Equal(RoutesOfTheScript(), calls.Select(NameOf).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_scenario_that_does_not_exist_is_refused()
    {
        LayOut();
        var result = await Node.RunAsync(Path.Combine(folder, "visits.js"), """{ "SCENARIO": "smokey" }""", "1");

        Assert.False(result.Succeeded);
        Assert.Contains("There is no scenario smokey, but smoke", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // A sign-in that is about to end is renewed; in a test none is.
    private static IEnumerable<string> RoutesOfTheScript() => Route()
        .Matches(File.ReadAllText(Files.Of("infrastructure/load-tests/day1-launch.js")))
        .Select(route => $"{route.Groups[1].Value} {route.Groups[2].Value}").Where(name => name != "POST /v1/auth/refresh")
        .Order(StringComparer.Ordinal);

    private static string NameOf(JsonElement call) => call.GetProperty("name").GetString() ?? "";

    private async Task<Person> RegisterAsync(int number, string role) => Api.PersonOf((await Api.SendPatientlyAsync(Call.Post(
        "/v1/auth/register", null, new { email = $"user{number}@seed.test", password = Password, displayName = $"User {number}", role }))).Is(201));

    // The script, and beside it a folder in which Node finds k6's modules.
    private void LayOut()
    {
        var standIn = Path.Combine(AppContext.BaseDirectory, "Scaling", "k6");
        var modules = Directory.CreateDirectory(Path.Combine(folder, "node_modules", "k6")).FullName;
        File.WriteAllText(Path.Combine(modules, "package.json"), """{ "type": "module", "exports": { ".": "./k6.js", "./http": "./http.js" } }""");
        File.Copy(Path.Combine(standIn, "k6.js"), Path.Combine(modules, "k6.js"));
        File.Copy(Path.Combine(standIn, "http.js"), Path.Combine(modules, "http.js"));
        File.Copy(Path.Combine(standIn, "visits.js"), Path.Combine(folder, "visits.js"));
        foreach (var file in Directory.GetFiles(Files.Of("infrastructure/load-tests")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    [GeneratedRegex(@"\['([A-Z]+)', '(/v1[^']*)'\]")]
    private static partial Regex Route();
}
