using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FairTradeWorker.Marketplace.Platform.Schedules;

/// <summary>Runs one schedule for as long as the process lives. A failed run is logged and tried again after the pause.</summary>
internal sealed partial class ScheduleRunner(
    Schedule schedule, IServiceScopeFactory scopes, TimeProvider clock, ILogger<ScheduleRunner> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await RunAsync(stoppingToken) == 0)
            {
                await Task.Delay(schedule.Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> RunAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var handled = await schedule.RunBatchAsync(scope.ServiceProvider, ct);
            if (handled > 0)
            {
                Log.Handled(logger, schedule.Name, handled);
            }

            return handled;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Log.Failed(logger, schedule.Name, exception);
            return 0;
        }
        catch (OperationCanceledException)
        {
            // The process is stopping; the loop ends by itself.
            return 0;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Schedule {Schedule} handled {Count}")]
        public static partial void Handled(ILogger logger, string schedule, int count);

        [LoggerMessage(2, LogLevel.Error, "Schedule {Schedule} failed and will be tried again")]
        public static partial void Failed(ILogger logger, string schedule, Exception exception);
    }
}

internal static class ScheduleServices
{
    public static void AddSchedules(this IServiceCollection services, params Schedule[] schedules)
    {
        foreach (var schedule in schedules)
        {
            services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<ScheduleRunner>(provider, schedule));
        }
    }
}
