namespace FairTradeWorker.Marketplace.Platform.Paging;

/// <summary>One page of a list.</summary>
/// <param name="Items">At most <c>limit</c> items; a search may answer with fewer, or none, although more follow.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one, and only there.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
