namespace FairTradeWorker.Marketplace.Platform.Pooler;

/// <summary>The pooler's console refused, or said what cannot be understood. The message holds no secret.</summary>
internal sealed class PoolerConsoleException(string message) : Exception(message);
