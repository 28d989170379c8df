using FairTradeWorker.Ops.Client;

namespace FairTradeWorker.Ops.Walk;

/// <summary>Who takes part in the walk.</summary>
/// <param name="Homeowner">Posts the job.</param>
/// <param name="Winner">The contractor whose bid is accepted.</param>
/// <param name="Rival">The contractor whose bid is not.</param>
internal sealed record Cast(Session Homeowner, Session Winner, Session Rival);
