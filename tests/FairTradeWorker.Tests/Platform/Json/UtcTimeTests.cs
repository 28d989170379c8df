using System.Text.Json;
using CsCheck;

namespace FairTradeWorker.Tests.Platform.Json;

public sealed class UtcTimeTests
{
    [Theory]
    [InlineData("2026-12-24T18:00:00Z", "2026-12-24T18:00:00Z")]
    [InlineData("2026-12-24t18:00:00z", "2026-12-24T18:00:00Z")]
    [InlineData("2026-12-24T18:00:00+01:00", "2026-12-24T17:00:00Z")]
    [InlineData("2026-12-24T18:00:00-14:00", "2026-12-25T08:00:00Z")]
    [InlineData("2026-12-24T18:00:00.1234567Z", "2026-12-24T18:00:00.123456Z")]
    [InlineData("2026-12-24T18:00:00.9999999+00:00", "2026-12-24T18:00:00.999999Z")]
    [InlineData("2026-12-24T18:00:00.123456789-05:00", "2026-12-24T23:00:00.123456Z")]
    [InlineData("2026-12-24", "2026-12-24T00:00:00Z")]
    [InlineData("2028-02-29", "2028-02-29T00:00:00Z")]
    public void A_time_becomes_utc_in_microseconds(string sent, string kept) => Assert.Equal($"\"{kept}\"", Write(Read(sent)));

    [Theory]
    [InlineData("2026-12-24T18:00:00")]
    [InlineData("2026-12-24 18:00:00Z")]
    [InlineData("2026-12-24T18:00:60Z")]
    [InlineData("2026-12-24T24:00:00Z")]
    [InlineData("2026-02-29")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("10000-01-01T00:00:00Z")]
    [InlineData("2026-12-24T18:00:00+15:00")]
    [InlineData("2026-12-24T18:00Z")]
    [InlineData("2026-12-24T18:00:00 PMZ")]
    [InlineData("2026-12-24T06:00:00PMZ")]
    [InlineData("2026-12-24T18:00:00 Z")]
    [InlineData("2026-12-24T18:00:00  +01:00")]
    [InlineData("2026-12-24T18:00:00,5Z")]
    [InlineData(" 2026-12-24T18:00:00Z")]
    [InlineData("Thu, 24 Dec 2026 18:00:00 GMT")]
    [InlineData("1798135200")]
    [InlineData("tomorrow")]
    [InlineData("")]
    public void Anything_else_is_refused(string sent)
    {
        var exception = Assert.ThrowsAny<JsonException>(() => Read(sent));

        Assert.StartsWith("Must be an RFC 3339 time", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1798135200")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Json_that_is_no_text_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<DateTimeOffset>(json, MarketplaceApp.Json));

    [Fact]
    public void What_was_written_is_read_as_the_same_microsecond() =>
        Gen.Long[0, DateTimeOffset.MaxValue.Ticks / 10].Select(microseconds => new DateTimeOffset(microseconds * 10, TimeSpan.Zero))
            .Sample(time => JsonSerializer.Deserialize<DateTimeOffset>(Write(time), MarketplaceApp.Json) == time);

    private static DateTimeOffset Read(string text) =>
        JsonSerializer.Deserialize<DateTimeOffset>($"\"{text}\"", MarketplaceApp.Json);

    private static string Write(DateTimeOffset time) => JsonSerializer.Serialize(time, MarketplaceApp.Json);
}
