using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;

namespace FairTradeWorker.Tests.AspireLite;

/// <summary>An AppHost's model, orchestrated over <see cref="FakeDcp"/>.</summary>
internal sealed class RunningModel : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource lifetime = new();

    public IDistributedApplicationBuilder Builder { get; } = DistributedApplication.CreateBuilder();

    public FakeDcp Dcp { get; } = new();

    public ResourceBoard Board { get; } = new();

    public ResourceLogs Logs { get; } = new(TimeProvider.System);

    public Orchestrator Orchestrator { get; private set; } = null!;

    public static string ProjectPath => Path.Combine(AppContext.BaseDirectory, "web.csproj");

    public IResourceBuilder<ProjectResource> AddWeb(string name) => Builder.AddProject(name, ProjectPath, launchProfileName: null);

    public IResourceBuilder<ExecutableResource> AddTool(string name, params string[] args) =>
        Builder.AddExecutable(name, "tool", AppContext.BaseDirectory, args);

    public async Task<RunningModel> StartAsync()
    {
        Orchestrator = new Orchestrator([.. Builder.Resources], Dcp, Board, Logs, TimeProvider.System);
        var outputs = new Dictionary<string, string> { [ProjectPath] = "/out/web.dll" };
        Orchestrator.Prepare(new ExecutableManifest(
            Builder.ExecutionContext,
            new TelemetrySettings("http://127.0.0.1:4317", "otlp-key"),
            Task.FromResult<IReadOnlyDictionary<string, string>>(outputs)));
        _ = Orchestrator.WatchAsync(_ => { }, lifetime.Token);
        await Orchestrator.StartAsync(lifetime.Token);
        return this;
    }

    public ResourceSnapshot[] Of(string resource) => [.. Board.All.Where(s => s.Resource.Name == resource)];

    public Task<ResourceSnapshot> UntilAsync(string resource, string state) => Board.WaitAsync(
        all => all.FirstOrDefault(s => s.Resource.Name == resource && s.State == state), lifetime.Token).WaitAsync(Patience);

    /// <summary>The executable that DCP was told to create for the resource's first process.</summary>
    public async Task<JsonObject> ExecutableAsync(string resource)
    {
        await UntilAsync(resource, ResourceStates.Running);
        return Dcp.Created[Of(resource)[0].Name];
    }

    public async Task<Dictionary<string, string>> EnvironmentAsync(string resource) =>
        ((JsonArray)(await ExecutableAsync(resource))["spec"]!["env"]!).ToDictionary(e => (string)e!["name"]!, e => (string)e!["value"]!);

    public void Dispose()
    {
        lifetime.Cancel();
        Orchestrator?.Dispose();
        lifetime.Dispose();
    }
}
