using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Protocol;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>The buttons of a resource, and what they do.</summary>
internal sealed class DashboardCommands(
    Orchestrator orchestrator, ResourceBoard board, IServiceProvider services, ILoggerFactory loggers, CancellationToken lifetime)
{
    private const string Start = "start";
    private const string Stop = "stop";
    private const string Restart = "restart";
    private const int Hidden = 2;

    public static IEnumerable<ResourceCommand> For(ResourceSnapshot snapshot)
    {
        if (snapshot.Resource is ProjectResource or ExecutableResource)
        {
            bool startable = snapshot.IsFinal || snapshot.State == ResourceStates.NotStarted;
            bool stoppable = snapshot.State is ResourceStates.Running or ResourceStates.Waiting or ResourceStates.Starting;
            bool restartable = snapshot.State == ResourceStates.Running;
            yield return Lifecycle(Start, "Start", "Play", startable, highlighted: true);
            yield return Lifecycle(Stop, "Stop", "Stop", stoppable, highlighted: true);
            yield return Lifecycle(Restart, "Restart", "ArrowCounterclockwise", restartable, highlighted: false);
        }

        foreach (ResourceCommandAnnotation command in snapshot.Resource.Annotations.OfType<ResourceCommandAnnotation>())
        {
            var mapped = new ResourceCommand
            {
                Name = command.Name,
                DisplayName = command.DisplayName,
                IsHighlighted = command.Options.IsHighlighted,
            };
            if (command.Options.ConfirmationMessage is { } confirmation)
            {
                mapped.ConfirmationMessage = confirmation;
            }

            if (command.Options.Description is { } description)
            {
                mapped.DisplayDescription = description;
            }

            if (command.Options.IconName is { } icon)
            {
                mapped.IconName = icon;
                mapped.IconVariant = (int)(command.Options.IconVariant ?? IconVariant.Regular);
            }

            yield return mapped;
        }
    }

    /// <summary>Runs a command of the resource with this (unique) name.</summary>
    public async Task<ExecuteCommandResult> ExecuteAsync(string resourceName, string commandName, CancellationToken cancellationToken)
    {
        if (board.Find(resourceName) is not { } snapshot)
        {
            return CommandResults.Failure($"There is no resource '{resourceName}'.");
        }

        try
        {
            if (snapshot.Resource.Annotations.OfType<ResourceCommandAnnotation>().FirstOrDefault(c => c.Name == commandName) is { } own)
            {
                return await own.ExecuteCommand(new ExecuteCommandContext
                {
                    ServiceProvider = services,
                    ResourceName = resourceName,
                    CancellationToken = cancellationToken,
                    Logger = loggers.CreateLogger(snapshot.Resource.Name),
                }).ConfigureAwait(false);
            }

            return orchestrator.Find(resourceName) is { } runner
                ? await RunAsync(runner, commandName).ConfigureAwait(false)
                : CommandResults.Failure($"'{resourceName}' has no command '{commandName}'.");
        }
        catch (OperationCanceledException)
        {
            return CommandResults.Canceled();
        }
        catch (Exception e)
        {
            return CommandResults.Failure(e);
        }
    }

    // The dashboard may go away while a resource waits to start: the start belongs to the application, not to the request.
    private async Task<ExecuteCommandResult> RunAsync(ProcessRunner runner, string commandName)
    {
        switch (commandName)
        {
            case Start:
                await runner.StartAsync(lifetime).ConfigureAwait(false);
                break;
            case Stop:
                await runner.StopAsync(lifetime).ConfigureAwait(false);
                break;
            case Restart:
                await runner.RestartAsync(lifetime).ConfigureAwait(false);
                break;
            default:
                return CommandResults.Failure($"'{runner.Name}' has no command '{commandName}'.");
        }

        return board.Find(runner.Name) is { State: ResourceStates.FailedToStart } failed
            ? CommandResults.Failure(failed.Reason)
            : CommandResults.Success();
    }

    private static ResourceCommand Lifecycle(string name, string displayName, string icon, bool enabled, bool highlighted) => new()
    {
        Name = name,
        DisplayName = displayName,
        IconName = icon,
        IconVariant = (int)IconVariant.Filled,
        IsHighlighted = highlighted,
        State = enabled ? 0 : Hidden,
    };
}
