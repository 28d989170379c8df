using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dcp;
using Aspire.Hosting.Orchestration;

namespace FairTradeWorker.Tests.AspireLite;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task References_inject_the_names_that_service_discovery_and_scripts_read()
    {
        using var model = new RunningModel();
        var api = model.AddWeb("my-api").WithHttpEndpoint(port: 45081);
        var db = model.AddTool("db").WithEndpoint(port: 45432, name: "tcp", isProxied: false);
        var main = model.Builder.AddConnectionString("maindb", ReferenceExpression.Create(
            $"Host={db.GetEndpoint("tcp").Property(EndpointProperty.Host)};Port={db.GetEndpoint("tcp").Property(EndpointProperty.Port)}"));
        model.AddTool("client").WithReference(api).WithReference(main).WithReference(main, "other").WithReference(db.GetEndpoint("tcp"));
        await model.StartAsync();

        Dictionary<string, string> environment = await model.EnvironmentAsync("client");

        Assert.Equal("http://localhost:45081", environment["services__my-api__http__0"]);
        Assert.Equal("http://localhost:45081", environment["MY_API_HTTP"]);
        Assert.Equal("tcp://localhost:45432", environment["services__db__tcp__0"]);
        Assert.Equal("Host=localhost;Port=45432", environment["ConnectionStrings__maindb"]);
        Assert.Equal("Host=localhost;Port=45432", environment["ConnectionStrings__other"]);
    }

    [Fact]
    public async Task Every_form_of_WithEnvironment_reaches_the_process()
    {
        using var model = new RunningModel();
        var secret = model.Builder.AddParameter("secret", "hush", secret: true);
        var api = model.AddWeb("api").WithHttpEndpoint(port: 45082);
        var connection = model.Builder.AddConnectionString("c", ReferenceExpression.Create($"Key={secret}"));
        model.AddTool("tool")
            .WithEnvironment("A", "text").WithEnvironment("B", $"<{secret}>").WithEnvironment("C", () => "called")
            .WithEnvironment("D", api.GetEndpoint("http")).WithEnvironment("E", secret).WithEnvironment("F", connection)
            .WithEnvironment(c => c.EnvironmentVariables["G"] = 7).WithEnvironment("H", ReferenceExpression.Create($"{{x}}"))
            .WithEnvironment(c =>
            {
                c.EnvironmentVariables["I"] = api.GetEndpoint("http").Property(EndpointProperty.HostAndPort);
                return Task.CompletedTask;
            });
        await model.StartAsync();

        Dictionary<string, string> environment = await model.EnvironmentAsync("tool");

        Assert.Equal(
            ["text", "<hush>", "called", "http://localhost:45082", "hush", "Key=hush", "7", "{x}", "localhost:45082"],
            "ABCDEFGHI".Select(k => environment[k.ToString()]));
    }

    [Fact]
    public async Task A_project_learns_its_addresses_and_where_telemetry_goes()
    {
        using var model = new RunningModel();
        model.AddWeb("api").WithHttpEndpoint();
        await model.StartAsync();
        Dictionary<string, string> environment = await model.EnvironmentAsync("api");
        Assert.Equal("http://127.0.0.1:{{portForServing \"api-http\"}}", environment["ASPNETCORE_URLS"]);
        Assert.Equal("http://127.0.0.1:4317", environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("x-otlp-api-key=otlp-key", environment["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.Equal("api", environment["OTEL_SERVICE_NAME"]);
        Assert.Equal(model.Builder.Environment.EnvironmentName, environment["DOTNET_ENVIRONMENT"]);
        JsonNode spec = (await model.ExecutableAsync("api"))["spec"]!;
        Assert.Equal("/out/web.dll", (string?)spec["args"]![0]);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a{{b}}c", "a{{\"{{\"}}b}}c")]
    [InlineData("{{{", "{{\"{{\"}}{")]
    public void Braces_survive_the_template_engine(string value, string encoded) =>
        Assert.Equal(encoded, DcpTemplate.Encode(value));

    [Fact]
    public void A_brace_before_a_port_is_not_taken_for_a_template() => Assert.Equal(
        "{{\"{\"}}{{portForServing \"s\"}}", DcpTemplate.Encode("{" + DcpTemplate.PortForServing("s")));

    [Fact]
    public async Task A_fixed_target_port_is_told_by_the_variable_that_was_asked_for()
    {
        using var model = new RunningModel();
        model.AddTool("tool", "--listen").WithHttpEndpoint(targetPort: 45083, env: "PORT")
            .WithArgs(c => c.Args.Add(45083));
        await model.StartAsync();
        Assert.Equal("45083", (await model.EnvironmentAsync("tool"))["PORT"]);
        Assert.Equal("""["--listen","45083"]""", (await model.ExecutableAsync("tool"))["spec"]!["args"]!.ToJsonString());
    }

    [Fact]
    public async Task Secrets_are_masked_in_the_dashboard_and_nothing_else_is()
    {
        using var model = new RunningModel();
        var password = model.Builder.AddParameter("password", "hush", secret: true);
        var region = model.Builder.AddParameter("region", "west");
        var connection = model.Builder.AddConnectionString("db", ReferenceExpression.Create($"Password={password}"));
        model.AddTool("tool").WithReference(connection).WithEnvironment("PASS", $"x{password}").WithEnvironment("SIGNING_KEY", "abc")
            .WithEnvironment("Region", region).WithArgs("--password", password);
        await model.StartAsync();
        ResourceSnapshot snapshot = await model.UntilAsync("tool", ResourceStates.Running);

        var shown = DashboardMapping.ToProtocol(snapshot);

        Dictionary<string, string> environment = shown.Environment.ToDictionary(e => e.Name, e => e.Value);
        Assert.Equal(DashboardMapping.Masked, environment["PASS"]);
        Assert.Equal(DashboardMapping.Masked, environment["SIGNING_KEY"]);
        Assert.Equal(DashboardMapping.Masked, environment["ConnectionStrings__db"]);
        Assert.Equal("west", environment["Region"]);
        Assert.DoesNotContain("hush", shown.ToString());
        var parameter = DashboardMapping.ToProtocol(model.Of("password")[0]).Properties.Single(p => p.Name == "Value");
        Assert.True(parameter.IsSensitive);
    }
}
