namespace FairTradeWorker.Marketplace.Territories;

/// <summary>A US county or county equivalent: the area in which a job lies and a contractor offers his work.</summary>
/// <param name="Id">The five-digit FIPS code, e.g. <c>48453</c>. The first two digits are the state's.</param>
/// <param name="Name">As the Census Bureau gives it, without the word "County", e.g. <c>Travis</c>.</param>
/// <param name="State">The two-letter postal code, e.g. <c>TX</c>; also DC, PR, GU, VI, AS and MP.</param>
public sealed record Territory(string Id, string Name, string State);
