using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Http;

namespace FairTradeWorker.Tests.Platform.Http;

public sealed class QueryValueTests
{
    [Fact]
    public void A_good_value_is_read_without_complaint()
    {
        Assert.Equal(new QueryNumber(long.MaxValue, null), QueryNumber.Parse("9223372036854775807", null));
        Assert.Equal(new QueryFlag(true, null), QueryFlag.Parse("true", null));
        Assert.Equal(new QueryFlag(false, null), QueryFlag.Parse("false", null));
        Assert.Equal(new QueryEnum<JobStatus>(JobStatus.InProgress, null), QueryEnum<JobStatus>.Parse("in_progress", null));
        Assert.Equal(new QueryText("kitchen tap", null), QueryText.Parse(" kitchen tap ", null));
        Assert.Null(QueryText.Parse(new string('a', QueryText.MaxLength), null).Complaint);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("1 ")]
    [InlineData("٣")]
    [InlineData("9223372036854775808")]
    public void Other_numbers_bind_with_a_complaint(string text)
    {
        Assert.True(QueryNumber.TryParse(text, null, out var value));
        Assert.Equal("Must be a whole number.", value.Complaint);
    }

    [Theory]
    [InlineData("True")]
    [InlineData("1")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_flags_bind_with_a_complaint(string? text)
    {
        Assert.True(QueryFlag.TryParse(text, null, out var value));
        Assert.Equal("Must be true or false.", value.Complaint);
    }

    [Theory]
    [InlineData("Open")]
    [InlineData("2")]
    [InlineData("")]
    public void Other_spellings_of_an_enum_bind_with_the_list_of_all(string text)
    {
        Assert.True(QueryEnum<JobSize>.TryParse(text, null, out var value));
        Assert.Equal("Must be one of: small, medium, large.", value.Complaint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("tap\0")]
    [InlineData(null)]
    public void Text_that_says_nothing_or_cannot_be_stored_binds_with_a_complaint(string? text)
    {
        Assert.True(QueryText.TryParse(text, null, out var value));
        Assert.Equal("Must be 1 to 200 characters without U+0000.", value.Complaint);
    }

    [Fact]
    public void Text_that_is_too_long_binds_with_a_complaint() =>
        Assert.NotNull(QueryText.Parse(new string('a', QueryText.MaxLength + 1), null).Complaint);

    [Theory]
    [InlineData("0199a3c0-11aa-7d31-8a55-6a3c0e9f7d02", true)]
    [InlineData("0199A3C0-11AA-7D31-8A55-6A3C0E9F7D02", true)]
    [InlineData("0199a3c011aa7d318a556a3c0e9f7d02", false)]
    [InlineData("{0199a3c0-11aa-7d31-8a55-6a3c0e9f7d02}", false)]
    [InlineData("0199a3c0-11aa-7d31-8a55-6a3c0e9f7d0", false)]
    [InlineData("1", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_path_id_always_binds_and_is_the_id_of_nothing_when_it_is_none(string? text, bool isId)
    {
        Assert.True(PathId.TryParse(text, null, out var id));
        Assert.Equal(isId ? Guid.Parse(text!) : Guid.Empty, (Guid)id);
    }
}
