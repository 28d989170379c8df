using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Platform.Paging;

/// <summary>Some rows of a list, and where to go on although there were fewer than wanted; null at the list's end.</summary>
internal sealed record BoundedPage<TRow>(IReadOnlyList<TRow> Rows, Position? GoOn)
{
    /// <summary>A page that was filled, or that ended with the list.</summary>
    public static BoundedPage<TRow> Whole(IReadOnlyList<TRow> rows) => new(rows, null);
}

/// <summary>
/// Reads a page of a list that has filters which no index answers: it walks the index of the list's order and looks
/// at so many rows and no more. When these do not fill the page, the page is short and its cursor goes on behind
/// them, so that nothing is left out and no request costs more than another.
/// </summary>
/// <param name="InOrder">The list without these filters, behind the cursor, in the order that an index has.</param>
/// <param name="Places">The same as places in the list, as far as that index alone knows; it may have more of them.</param>
/// <param name="IsNewestFirst">Whether positions fall from row to row.</param>
internal sealed record BoundedWalk<TEntity>(
    IQueryable<TEntity> InOrder, IQueryable<Position> Places, bool IsNewestFirst)
{
    // The two queries see the table a moment apart, in which rows may leave the list; so many may, and none is missed.
    private const int Slack = 100;

    /// <param name="most">Rows to look at.</param>
    /// <param name="pick">Filters, sorts again, takes <paramref name="wanted"/> and projects.</param>
    public async Task<BoundedPage<TRow>> ReadAsync<TRow>(
        int most, Func<IQueryable<TEntity>, IQueryable<TRow>> pick, int wanted, Func<TRow, Position> positionOf, CancellationToken ct)
    {
        var rows = await pick(InOrder.Take(most)).ToListAsync(ct);
        if (rows.Count >= wanted)
        {
            return BoundedPage<TRow>.Whole(rows);
        }

        var last = await Places.Skip(most - Slack).Take(1).ToListAsync(ct);
        return last is not [var end]
            ? BoundedPage<TRow>.Whole(rows)
            : new([.. rows.Where(row => !IsBehind(positionOf(row), end))], end);
    }

    private bool IsBehind(Position position, Position end) => IsNewestFirst ? position.CompareTo(end) < 0 : position.CompareTo(end) > 0;
}
