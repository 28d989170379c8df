using System.ComponentModel.DataAnnotations;
using FairTradeWorker.Marketplace.Platform.Http;

namespace FairTradeWorker.Tests.Platform.Http;

public sealed class TextLengthTests
{
    private static readonly TextLengthAttribute TwoToFive = new(2, 5);

    [Theory]
    [InlineData("ab", true)]
    [InlineData("abcde", true)]
    [InlineData(" ab ", true)]
    [InlineData(null, true)]
    [InlineData("a", false)]
    [InlineData(" a ", false)]
    [InlineData("     ", false)]
    [InlineData("", false)]
    [InlineData("abcdef", false)]
    [InlineData("abc   ", false)]
    [InlineData("😀😀😀", false)]
    [InlineData(5, false)]
    public void Length_is_counted_in_code_units(object? value, bool isValid) =>
        Assert.Equal(isValid, TwoToFive.GetValidationResult(value, new ValidationContext(new object())) == ValidationResult.Success);

    [Fact]
    public void The_message_names_both_bounds_and_the_member()
    {
        var result = TwoToFive.GetValidationResult("a", new ValidationContext(new object()) { MemberName = "Title" });

        Assert.Equal("Must have 2 to 5 characters, at least 2 of them besides white space around it.", result?.ErrorMessage);
        Assert.Equal(["Title"], result?.MemberNames);
    }
}
