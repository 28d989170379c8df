using CsCheck;
using FairTradeWorker.Marketplace.Platform.Paging;

namespace FairTradeWorker.Tests.Platform.Paging;

public sealed class PositionTests
{
    [Fact]
    public void A_position_is_read_back_as_it_was() =>
        Gen.Select(Gen.Long[0, DateTimeOffset.MaxValue.Ticks], Gen.Guid).Sample((ticks, id) =>
        {
            var position = new Position(new DateTimeOffset(ticks, TimeSpan.Zero), id);
            return Position.Parse(position.ToString()) == position;
        });

    [Fact]
    public void The_offset_of_a_time_makes_no_difference()
    {
        var time = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(1));

        Assert.Equal(new Position(time.ToUniversalTime(), Guid.Empty).ToString(), new Position(time, Guid.Empty).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("x.00000000000000000000000000000000")]
    [InlineData("1.00000000000000000000000000000000.2")]
    public void Other_text_is_no_position(string text) => Assert.Throws<FormatException>(() => Position.Parse(text));
}
