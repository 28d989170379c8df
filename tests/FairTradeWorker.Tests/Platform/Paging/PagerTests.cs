using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Problems;
using FairTradeWorker.Marketplace.Platform.Security;

namespace FairTradeWorker.Tests.Platform.Paging;

public sealed class PagerTests
{
    private readonly Pager pager = new(new CursorProtector(new SigningKeys([SigningKey.FromPem(SigningKey.Generate(), "the test")])));

    [Theory]
    [InlineData(null, 20)]
    [InlineData("1", 1)]
    [InlineData("100", 100)]
    [InlineData("007", 7)]
    public void A_page_has_as_many_items_as_was_said(string? limit, int size)
    {
        var errors = new QueryErrors();
        Query(limit).Check(errors);

        Assert.False(errors.Any(out _));
        Assert.Equal(size, Query(limit).Size);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData(" 1")]
    [InlineData("1,0")]
    [InlineData("9223372036854775808")]
    [InlineData("4294967297")]
    [InlineData("ten")]
    [InlineData("")]
    public void Any_other_limit_is_refused(string limit)
    {
        Assert.True(pager.IsInvalid(Query(limit), "list", new(), out string? _, out var problem));
        Assert.Equal("Must be a whole number from 1 to 100.", Assert.Single(problem.Errors!["limit"]));
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var errors = new QueryErrors();
        errors.Check("urgent", QueryFlag.Parse("yes", null));

        Assert.True(pager.IsInvalid(Query("0"), "list", errors, out string? _, out var problem));
        Assert.Equal(["limit", "urgent"], problem.Errors?.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_last_page_has_no_cursor_and_every_other_leads_behind_its_last_item()
    {
        var page = pager.Cut([1, 2, 3], Query("2"), "list", item => item.ToString(null, null));

        Assert.Equal([1, 2], page.Items);
        Assert.False(pager.IsInvalid(Query("2", page.NextCursor), "list", new(), out string? after, out _));
        Assert.Equal("2", after);
        Assert.Null(pager.Cut([1, 2], Query("2"), "list", item => item.ToString(null, null)).NextCursor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not a cursor")]
    public void A_cursor_of_somebody_else_is_an_invalid_cursor(string cursor)
    {
        Assert.True(pager.IsInvalid(Query("2", cursor), "list", new(), out string? _, out var problem));
        Assert.Equal(CommonProblems.InvalidCursor, problem.Type);
    }

    [Fact]
    public void A_list_by_time_goes_on_behind_the_time_and_id_of_its_last_item()
    {
        var last = new Position(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero), Guid.NewGuid());
        var cursor = pager.Cut([last, last], Query("1"), "list", item => item).NextCursor;

        Assert.False(pager.IsInvalid(Query("1", cursor), "list", new(), out Position? after, out _));
        Assert.Equal(last, after);
    }

    private static PageQuery Query(string? limit, string? cursor = null) =>
        new() { Limit = limit is null ? null : QueryNumber.Parse(limit, null), Cursor = cursor };
}
