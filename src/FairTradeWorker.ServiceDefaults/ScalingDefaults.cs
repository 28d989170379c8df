using FairTradeWorker.Scaling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FairTradeWorker.ServiceDefaults;

/// <summary>
/// The scaling plan that this process obeys: the one it was built with, or the complete one that <c>Scaling:File</c>
/// names; <c>Scaling:Phase</c> says how far the platform has grown (launch).
/// </summary>
internal static class ScalingDefaults
{
    /// <exception cref="ScalingPlanException">The plan is not valid; the process must not start with it.</exception>
    public static RunningPlan AddScalingPlan(this IHostApplicationBuilder builder)
    {
        var running = RunningPlan.Choose(builder.Configuration["Scaling:File"], builder.Configuration["Scaling:Phase"]);
        builder.Services.AddSingleton(running);
        builder.Services.AddSingleton(running.Plan);
        return running;
    }
}
