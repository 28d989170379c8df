namespace FairTradeWorker.Scaling;

/// <summary>The scaling plan cannot be obeyed; the message names the place and the reason.</summary>
public sealed class ScalingPlanException(string message, Exception? inner = null) : Exception(message, inner);
