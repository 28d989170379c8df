using Aspire.Hosting;
using Aspire.Hosting.Orchestration;

namespace FairTradeWorker.Tests.AspireLite;

public sealed class OrchestrationTests
{
    [Fact]
    public async Task A_resource_starts_only_when_the_one_it_waits_for_is_healthy()
    {
        using var model = new RunningModel();
        var api = model.AddWeb("api").WithHttpEndpoint().WithHttpHealthCheck("/health");
        model.AddTool("client").WaitFor(api);
        await model.StartAsync();
        await model.UntilAsync("api", ResourceStates.Running);
        await model.UntilAsync("client", ResourceStates.Waiting);
        Assert.DoesNotContain(model.Dcp.Calls, c => c.Contains("executables/client"));

        var status = FakeDcp.Running();
        status["healthProbeResults"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject
        {
            ["probeName"] = "probe0-startup",
            ["outcome"] = "Success",
            ["timestamp"] = "2026-01-01T00:00:01Z",
        });
        model.Dcp.Tell(model.Of("api")[0].Name, status);

        await model.UntilAsync("client", ResourceStates.Running);
    }

    [Fact]
    public async Task Wait_for_start_does_not_ask_for_health()
    {
        using var model = new RunningModel();
        var api = model.AddWeb("api").WithHttpEndpoint().WithHttpHealthCheck("/health");
        model.AddTool("client").WaitForStart(api);
        await model.StartAsync();
        await model.UntilAsync("client", ResourceStates.Running);
        Assert.False(model.Of("api")[0].IsHealthy);
    }

    [Fact]
    public async Task A_dependant_of_a_failed_completion_never_starts_and_says_why()
    {
        using var model = new RunningModel();
        model.Dcp.OnCreate = name => name.StartsWith("migrate") ? FakeDcp.Finished(3) : FakeDcp.Running();
        var migrate = model.AddTool("migrate");
        var api = model.AddTool("api").WaitForCompletion(migrate);
        model.AddTool("worker").WaitFor(api);
        await model.StartAsync();

        ResourceSnapshot failed = await model.UntilAsync("api", ResourceStates.FailedToStart);
        ResourceSnapshot after = await model.UntilAsync("worker", ResourceStates.FailedToStart);

        Assert.Equal("migrate ended with exit code 3, not 0", failed.Reason);
        Assert.Contains("migrate ended with exit code 3", after.Reason);
        Assert.DoesNotContain(model.Dcp.Calls, c => c.Contains("executables/api"));
        Assert.Contains(model.Logs[failed.Name].Tail(1), l => l.IsError && l.Text.Contains("exit code 3"));
    }

    [Fact]
    public async Task A_dependant_of_a_completion_starts_after_it()
    {
        using var model = new RunningModel();
        model.Dcp.OnCreate = name => name.StartsWith("migrate") ? null : FakeDcp.Running();
        var migrate = model.AddTool("migrate");
        model.AddTool("api").WaitForCompletion(migrate);
        await model.StartAsync();
        await model.UntilAsync("api", ResourceStates.Waiting);
        await model.UntilAsync("migrate", ResourceStates.Starting);

        model.Dcp.Tell(model.Of("migrate")[0].Name, FakeDcp.Finished(0));

        await model.UntilAsync("api", ResourceStates.Running);
    }

    [Fact]
    public async Task Replicas_are_processes_of_one_service_with_identities_of_their_own()
    {
        using var model = new RunningModel();
        model.AddWeb("api").WithHttpEndpoint(port: 45080).WithReplicas(3);
        await model.StartAsync();
        await model.Board.WaitAsync(
            all => all.Count(s => s.State == ResourceStates.Running) == 3 ? "all" : null, TestContext.Current.CancellationToken);

        string[] names = [.. model.Of("api").Select(s => s.Name)];
        Assert.Equal(3, names.Distinct().Count());
        Assert.Single(model.Dcp.Calls, c => c == "create services/api-http");
        Assert.All(names, n => Assert.Equal(
            """[{"serviceName":"api-http","address":"127.0.0.1"}]""",
            (string?)model.Dcp.Created[n]["metadata"]!["annotations"]!["service-producer"]));
        Assert.All(names, n => Assert.Contains(
            $"service.instance.id={n["api-".Length..]}", model.Dcp.Created[n]["spec"]!["env"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_restart_stops_deletes_and_creates_the_process_under_its_name_and_keeps_its_log()
    {
        using var model = new RunningModel();
        model.AddTool("tool");
        await model.StartAsync();
        string name = (await model.UntilAsync("tool", ResourceStates.Running)).Name;
        await model.Orchestrator.Find(name)!.RestartAsync(TestContext.Current.CancellationToken);
        await model.UntilAsync("tool", ResourceStates.Running);

        Assert.Equal(
            [$"create executables/{name}", $"stop executables/{name}", $"delete executables/{name}", $"create executables/{name}"],
            model.Dcp.Calls);
        Assert.NotEmpty(model.Logs[name].Tail(10));
    }

    [Fact]
    public async Task A_stopped_resource_is_finished_without_an_exit_code_and_can_be_started_again()
    {
        using var model = new RunningModel();
        model.AddTool("tool");
        await model.StartAsync();
        string name = (await model.UntilAsync("tool", ResourceStates.Running)).Name;
        ProcessRunner runner = model.Orchestrator.Find(name)!;

        await runner.StopAsync(TestContext.Current.CancellationToken);
        ResourceSnapshot stopped = await model.UntilAsync("tool", ResourceStates.Finished);
        Assert.Null(stopped.MeaningfulExitCode);
        Assert.False(stopped.HasFailed);

        await runner.StartAsync(TestContext.Current.CancellationToken);
        await model.UntilAsync("tool", ResourceStates.Running);
    }

    [Fact]
    public async Task Stopping_a_waiting_resource_ends_its_wait()
    {
        using var model = new RunningModel();
        model.Dcp.OnCreate = _ => null;
        var first = model.AddTool("first");
        model.AddTool("second").WaitFor(first);
        await model.StartAsync();
        string name = (await model.UntilAsync("second", ResourceStates.Waiting)).Name;
        await model.Orchestrator.Find(name)!.StopAsync(TestContext.Current.CancellationToken);
        await model.UntilAsync("second", ResourceStates.NotStarted);
    }

    [Fact]
    public async Task An_explicit_start_leaves_the_resource_alone()
    {
        using var model = new RunningModel();
        model.AddTool("tool").WithExplicitStart();
        model.AddTool("other");
        await model.StartAsync();
        await model.UntilAsync("other", ResourceStates.Running);
        Assert.Equal(ResourceStates.NotStarted, model.Of("tool")[0].State);
        Assert.DoesNotContain(model.Dcp.Calls, c => c.Contains("executables/tool"));
    }

    [Fact]
    public async Task Shutdown_stops_clients_before_their_servers()
    {
        using var model = new RunningModel();
        var db = model.AddTool("db");
        var api = model.AddTool("api").WaitFor(db);
        model.AddTool("web").WaitFor(api);
        await model.StartAsync();
        await model.UntilAsync("web", ResourceStates.Running);

        await model.Orchestrator.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [$"stop executables/{model.Of("web")[0].Name}", $"stop executables/{model.Of("api")[0].Name}"],
            model.Dcp.Calls.Where(c => c.StartsWith("stop")));
    }

    [Fact]
    public async Task A_missing_parameter_fails_what_needs_it_and_names_the_variable_to_set()
    {
        using var model = new RunningModel();
        var key = model.Builder.AddParameter("api-key", secret: true);
        model.AddTool("tool").WithEnvironment("KEY", key);
        await model.StartAsync();
        ResourceSnapshot failed = await model.UntilAsync("tool", ResourceStates.FailedToStart);
        Assert.Contains("Parameters__api_key", failed.Reason);
        Assert.Equal(ResourceStates.FailedToStart, model.Of("api-key")[0].State);
    }
}
