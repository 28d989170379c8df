using FairTradeWorker.Scaling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.ServiceDefaults.Shutdown;

internal static class ShutdownServices
{
    /// <summary>For every process: how long it may take to stop.</summary>
    public static void AddShutdown(this IServiceCollection services)
    {
        services.AddOptions<ShutdownOptions>()
            .Configure<ScalingPlan>((options, plan) =>
                (options.DrainDelay, options.Timeout) = (plan.Instance.DrainDelay, plan.Instance.ShutdownTimeout))
            .BindConfiguration(ShutdownOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HostOptions>().PostConfigure<IOptions<ShutdownOptions>>(
            (host, shutdown) => host.ShutdownTimeout = shutdown.Value.Timeout);
    }

    /// <summary>For a process that others send requests to.</summary>
    public static void AddDrain(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddHealthChecks().AddCheck<DrainHealth>(DrainHealth.Name, tags: [ServiceDefaults.ReadyTag]);
    }
}
