using System.Diagnostics.CodeAnalysis;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;

namespace FairTradeWorker.Marketplace.Platform.Paging;

/// <summary>What the lists share: judging <c>limit</c> and <c>cursor</c>, and cutting a page out of one row too many.</summary>
public sealed class Pager(CursorProtector cursors)
{
    /// <summary>
    /// Judges a page query together with the errors already found in the filters. On success <paramref name="after"/>
    /// is the position to start behind, or null for the first page.
    /// </summary>
    internal bool IsInvalid(
        PageQuery query, string scope, QueryErrors errors, out Position? after, [NotNullWhen(true)] out Problem? problem)
    {
        after = null;
        query.Check(errors);
        if (errors.Any(out problem) || query.Cursor is null)
        {
            return problem is not null;
        }

        if (cursors.TryRead(scope, query.Cursor, out var text) && Position.TryParse(text, out var position))
        {
            after = position;
            return false;
        }

        problem = new Problem(CommonProblems.InvalidCursor, "This cursor is not one of this list.");
        return true;
    }

    /// <summary>
    /// Makes a page of <paramref name="rows"/>, which were read with one row more than the page size to know whether
    /// there is a next page.
    /// </summary>
    public Page<T> Cut<T>(List<T> rows, PageQuery query, string scope, Func<T, Position> position)
    {
        if (rows.Count <= query.Size)
        {
            return new(rows, null);
        }

        rows.RemoveRange(query.Size, rows.Count - query.Size);
        return new(rows, cursors.Protect(scope, position(rows[^1]).ToString()));
    }
}
