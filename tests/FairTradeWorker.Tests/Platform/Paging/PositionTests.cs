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

    [Fact]
    public void Positions_of_one_time_are_in_the_order_of_their_ids_as_the_database_compares_them() =>
        Gen.Select(Gen.Guid, Gen.Guid).Sample((one, other) =>
        {
            // PostgreSQL compares the sixteen bytes.
            var bytes = one.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(other.ToByteArray(bigEndian: true));
            return Math.Sign(new Position(default, one).CompareTo(new Position(default, other))) == Math.Sign(bytes);
        });

    [Fact]
    public void An_earlier_position_comes_first_whatever_its_id()
    {
        var noon = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

        Assert.True(new Position(noon, Guid.AllBitsSet).CompareTo(new Position(noon.AddTicks(10), Guid.Empty)) < 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("x.00000000000000000000000000000000")]
    [InlineData("1.00000000000000000000000000000000.2")]
    public void Other_text_is_no_position(string text) => Assert.Throws<FormatException>(() => Position.Parse(text));
}
