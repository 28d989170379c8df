namespace FairTradeWorker.Tests;

/// <summary>Tests that need the processors for themselves.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
