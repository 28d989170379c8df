using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Protocol;
using Aspire.Hosting.Orchestration;
using Grpc.Core;

namespace Aspire.Hosting.Dashboard;

/// <summary>Answers the dashboard: what there is, how it fares, what it writes, and presses of buttons.</summary>
internal sealed class ResourceService(
    string applicationName, ResourceBoard board, ResourceLogs logs, DashboardCommands commands, CancellationToken lifetime)
    : DashboardService.DashboardServiceBase
{
    private const int Succeeded = 1;
    private const int Failed = 2;
    private const int Cancelled = 3;

    public override Task<ApplicationInformationResponse> GetApplicationInformation(
        ApplicationInformationRequest request, ServerCallContext context) =>
        Task.FromResult(new ApplicationInformationResponse { ApplicationName = applicationName });

    public override Task WatchResources(
        WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> responseStream, ServerCallContext context) =>
        UntilEndAsync(context, async cancellationToken =>
        {
            var initial = new WatchResourcesUpdate { InitialData = new InitialResourceData() };
            initial.InitialData.Resources.AddRange(board.All.Select(DashboardMapping.ToProtocol));
            await responseStream.WriteAsync(initial, cancellationToken).ConfigureAwait(false);
            await foreach (ResourceSnapshot snapshot in board.WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                var update = new WatchResourcesUpdate { Changes = new ResourceChanges() };
                update.Changes.Value.Add(new ResourceChange { Upsert = DashboardMapping.ToProtocol(snapshot) });
                await responseStream.WriteAsync(update, cancellationToken).ConfigureAwait(false);
            }
        });

    public override Task WatchResourceConsoleLogs(
        WatchResourceConsoleLogsRequest request,
        IServerStreamWriter<WatchResourceConsoleLogsUpdate> responseStream,
        ServerCallContext context) => UntilEndAsync(context, async cancellationToken =>
        {
            IAsyncEnumerable<IReadOnlyList<LogLine>> batches =
                logs[request.ResourceName].ReadAsync(!request.SuppressFollow, cancellationToken);
            await foreach (IReadOnlyList<LogLine> batch in batches.ConfigureAwait(false))
            {
                var update = new WatchResourceConsoleLogsUpdate();
                update.LogLines.AddRange(batch.Select(l => new ConsoleLogLine
                {
                    Text = l.Text,
                    IsStdErr = l.IsError,
                    LineNumber = l.Number,
                }));
                await responseStream.WriteAsync(update, cancellationToken).ConfigureAwait(false);
            }
        });

    public override async Task<ResourceCommandResponse> ExecuteResourceCommand(
        ResourceCommandRequest request, ServerCallContext context)
    {
        ExecuteCommandResult result = await commands.ExecuteAsync(
            request.ResourceName, request.CommandName, context.CancellationToken).ConfigureAwait(false);
        var response = new ResourceCommandResponse { Kind = result.Success ? Succeeded : result.Canceled ? Cancelled : Failed };
        if (result.ErrorMessage is { } message)
        {
            response.Message = message;
        }

        return response;
    }

    public override Task WatchInteractions(
        IAsyncStreamReader<InteractionsRequest> requestStream,
        IServerStreamWriter<InteractionsUpdate> responseStream,
        ServerCallContext context) => UntilEndAsync(context, async cancellationToken =>
        {
            while (await requestStream.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                // Nothing is ever asked of the user, so nothing can be answered.
                continue;
            }
        });

    // A stream ends when the dashboard goes or the application stops; neither is an error.
    private async Task UntilEndAsync(ServerCallContext context, Func<CancellationToken, Task> stream)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime);
        try
        {
            await stream(end.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (end.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            return;
        }
    }
}
