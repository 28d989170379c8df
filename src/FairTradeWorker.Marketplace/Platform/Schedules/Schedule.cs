namespace FairTradeWorker.Marketplace.Platform.Schedules;

/// <summary>Work that the Worker repeats.</summary>
/// <param name="Name">For logs.</param>
/// <param name="Pause">Between two runs; a run that found work is followed by the next at once.</param>
/// <param name="RunBatchAsync">Does one batch in a scope of its own and returns how many items it handled.</param>
internal sealed record Schedule(string Name, TimeSpan Pause, Func<IServiceProvider, CancellationToken, Task<int>> RunBatchAsync);
