using System.Diagnostics;
using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Bundle;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Orchestration;

/// <summary>One run of the application, from the checks before the first process to the end of the last.</summary>
internal sealed class AppEngine : IAsyncDisposable
{
    private static readonly TimeSpan BuildStopTimeout = TimeSpan.FromSeconds(5);
    private readonly IReadOnlyCollection<IResource> resources;
    private readonly IServiceProvider services;
    private readonly DistributedApplicationExecutionContext context;
    private readonly Assembly? assembly;
    private readonly TimeProvider clock;
    private readonly ConsoleOutput console;
    private readonly ResourceBoard board = new();
    private readonly ResourceLogs logs;
    private readonly CancellationTokenSource lifetime = new();

    // Ends before the lifetime: from the request to stop on nothing is started, and what stops is no news.
    private readonly CancellationTokenSource running = new();
    private readonly TaskCompletionSource failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<IReadOnlyDictionary<string, string>>? build;
    private DcpHost? dcp;
    private Orchestrator? orchestrator;
    private ResourceServiceHost? resourceService;
    private DashboardProcess? dashboard;

    public AppEngine(
        IReadOnlyCollection<IResource> resources,
        IServiceProvider services,
        DistributedApplicationExecutionContext context,
        Assembly? assembly)
    {
        this.resources = resources;
        this.services = services;
        this.context = context;
        this.assembly = assembly;
        clock = services.GetRequiredService<TimeProvider>();
        console = new ConsoleOutput(Console.Out, Console.Error, clock);
        logs = new ResourceLogs(clock);
    }

    /// <summary>Fails when the application cannot go on; never completes otherwise.</summary>
    public Task Failure => failure.Task;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = Process.GetCurrentProcess().StartTime;
        IConfiguration configuration = services.GetRequiredService<IConfiguration>();
        ModelCheck.Check(resources, services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value
            .Registrations.Select(r => r.Name).ToHashSet());
        PortGuard.Check(resources, configuration);
        AspireBundle bundle = await new BundleLocator(configuration, new BundleFetcher(clock))
            .FindAsync(console, cancellationToken).ConfigureAwait(false);

        // As late as possible: a fetch takes a while, and another AppHost may take the port meanwhile.
        DashboardSettings settings = DashboardSettings.Create(configuration);

        build = new ProjectBuilder(console, clock).BuildAsync(
            [.. resources.SelectMany(r => r.Annotations.OfType<ProjectMetadataAnnotation>()).Select(p => p.ProjectPath).Distinct()],
            assembly?.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug",
            running.Token);
        Supervise(build);

        // Not cancelled half way: it takes a moment, and only a DCP that we can talk to can be told to stop.
        cancellationToken.ThrowIfCancellationRequested();
        dcp = await DcpHost.StartAsync(bundle, clock, CancellationToken.None).ConfigureAwait(false);
        orchestrator = new Orchestrator(resources, dcp.Client, board, logs, clock);
        orchestrator.Prepare(new ExecutableManifest(context, new TelemetrySettings(settings.OtlpUrl, settings.OtlpKey), build));
        dashboard = new DashboardProcess(dcp.Client, bundle, settings, console, clock);
        Supervise(orchestrator.WatchAsync(dashboard.OnEvent, lifetime.Token));
        Supervise(new ConsoleReporter(board, console, clock, startedAt).RunAsync(running.Token));

        var commands = new DashboardCommands(
            orchestrator, board, services, services.GetRequiredService<ILoggerFactory>(), running.Token);
        resourceService = await ResourceServiceHost.StartAsync(
            new ResourceService(assembly?.GetName().Name ?? "AppHost", board, logs, commands, lifetime.Token),
            settings.ResourceServiceKey,
            cancellationToken).ConfigureAwait(false);
        await dashboard.StartAsync(resourceService.Url, cancellationToken).ConfigureAwait(false);
        await orchestrator.StartAsync(running.Token).ConfigureAwait(false);
        Supervise(new HealthMonitor(services.GetRequiredService<HealthCheckService>(), board, clock).RunAsync(resources, running.Token));
        Supervise(AnnounceAsync(dashboard, settings));
    }

    /// <summary>Stops all that runs, in order, and returns when nothing is left.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        dashboard?.Stopping();
        await running.CancelAsync().ConfigureAwait(false);
        if (build is not null)
        {
            // A cancelled build ends when its processes are killed; how it ended matters no more.
            await Task.WhenAny(build, Task.Delay(BuildStopTimeout, clock, cancellationToken)).ConfigureAwait(false);
        }

        bool dcpDied = failure.Task.IsFaulted && failure.Task.Exception?.InnerException is DcpGoneException;
        if (dcp is not null && !dcpDied)
        {
            if (orchestrator is not null)
            {
                await orchestrator.StopAsync(cancellationToken).ConfigureAwait(false);
            }

            if (!await dcp.StopAsync(cancellationToken).ConfigureAwait(false))
            {
                console.Error("DCP did not stop in time; its processes are killed.");
                dcpDied = true;
            }
        }

        await lifetime.CancelAsync().ConfigureAwait(false);
        if (dcpDied)
        {
            int killed = OrphanReaper.Kill(orchestrator?.Processes ?? []);
            console.Error($"{killed} processes that DCP left running were killed.");
            dcp?.DeleteSessionFolder();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await running.CancelAsync().ConfigureAwait(false);
        await lifetime.CancelAsync().ConfigureAwait(false);
        if (resourceService is not null)
        {
            await resourceService.DisposeAsync().ConfigureAwait(false);
        }

        orchestrator?.Dispose();
        dcp?.Dispose();
        lifetime.Dispose();
        running.Dispose();
    }

    private async Task AnnounceAsync(DashboardProcess shown, DashboardSettings settings)
    {
        if (!await shown.WaitAsync(running.Token).ConfigureAwait(false))
        {
            return;
        }

        console.WriteLine($"Dashboard: {settings.LoginUrl}");
        foreach ((string name, ResourceUrl url) in board.All.DistinctBy(s => s.Resource)
            .SelectMany(s => s.Urls.Where(u => u.IsExternal).Select(u => (s.Resource.Name, u))))
        {
            console.WriteLine($"{name}: {url.Url}");
        }
    }

    // What runs beside must not fail unseen: its failure is the application's.
    private void Supervise(Task task) => _ = task.ContinueWith(
        t => failure.TrySetException(t.Exception?.InnerException ?? new InvalidOperationException("A task failed without saying why.")),
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted,
        TaskScheduler.Default);
}
