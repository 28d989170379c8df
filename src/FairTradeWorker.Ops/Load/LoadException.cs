namespace FairTradeWorker.Ops.Load;

/// <summary>The run cannot begin; the message says why and what to do.</summary>
internal sealed class LoadException(string message) : Exception(message);
