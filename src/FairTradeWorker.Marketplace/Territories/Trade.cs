namespace FairTradeWorker.Marketplace.Territories;

/// <summary>A kind of home-service work that a job asks for and a contractor offers.</summary>
/// <param name="Id">A snake_case code that never changes once published, e.g. <c>pest_control</c>.</param>
/// <param name="Name">What people read, in English, e.g. <c>Pest control</c>. May be reworded.</param>
public sealed record Trade(string Id, string Name);
