namespace FairTradeWorker.Ops.Seed;

/// <summary>The database cannot be filled; the message says why and what to do.</summary>
internal sealed class SeedException(string message) : Exception(message);
