using System.Diagnostics.CodeAnalysis;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;

namespace FairTradeWorker.Marketplace.Platform.Paging;

/// <summary>What the lists share: judging <c>limit</c> and <c>cursor</c>, and cutting a page out of one row too many.</summary>
public sealed class Pager(CursorProtector cursors)
{
    /// <summary>
    /// Judges a page query together with the errors already found in the filters. When nothing is wrong,
    /// <paramref name="after"/> is the position to start behind, or null for the first page.
    /// </summary>
    /// <param name="scope">The list with its filters and, for private lists, its reader.</param>
    internal bool IsInvalid(
        PageQuery query, string scope, QueryErrors errors, out string? after, [NotNullWhen(true)] out Problem? problem)
    {
        after = null;
        query.Check(errors);
        if (errors.Any(out problem))
        {
            return true;
        }

        if (query.Cursor is not null && !cursors.TryRead(scope, query.Cursor, out after))
        {
            problem = new Problem(CommonProblems.InvalidCursor, "This cursor is not one of this list.");
        }

        return problem is not null;
    }

    /// <summary>The same for lists sorted by time and id.</summary>
    internal bool IsInvalid(
        PageQuery query, string scope, QueryErrors errors, out Position? after, [NotNullWhen(true)] out Problem? problem)
    {
        after = null;
        if (!IsInvalid(query, scope, errors, out string? text, out problem) && text is not null)
        {
            after = Position.Parse(text);
        }

        return problem is not null;
    }

    /// <summary>
    /// Makes a page of <paramref name="rows"/>, which were read with one row more than the page size to know whether
    /// there is a next page.
    /// </summary>
    public Page<T> Cut<T>(IReadOnlyList<T> rows, PageQuery query, string scope, Func<T, string> position) =>
        rows.Count <= query.Size
            ? new(rows, null)
            : new([.. rows.Take(query.Size)], cursors.Protect(scope, position(rows[query.Size - 1])));

    /// <summary>The same for lists sorted by time and id.</summary>
    public Page<T> Cut<T>(IReadOnlyList<T> rows, PageQuery query, string scope, Func<T, Position> position) =>
        Cut(rows, query, scope, row => position(row).ToString());

    /// <summary>The same for a page that may be short although the list goes on.</summary>
    internal Page<T> Cut<T>(BoundedPage<T> found, PageQuery query, string scope, Func<T, Position> position) =>
        found.GoOn is { } end && found.Rows.Count <= query.Size
            ? new(found.Rows, cursors.Protect(scope, end.ToString()))
            : Cut(found.Rows, query, scope, position);
}
