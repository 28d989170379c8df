using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using FairTradeWorker.Marketplace;
using FairTradeWorker.Marketplace.Jobs;
using FairTradeWorker.Marketplace.Platform.Json;

namespace FairTradeWorker.Tests.Platform.Json;

public sealed partial class WireEnumTests
{
    public static TheoryData<Type> EveryEnum() =>
        [.. typeof(MarketplaceModule).Assembly.GetTypes().Where(type => type.IsEnum && type.IsPublic)];

    [Theory]
    [MemberData(nameof(EveryEnum))]
    public void Every_value_is_spelled_in_snake_case_once_and_read_back(Type type) => typeof(WireEnumTests)
        .GetMethod(nameof(Check), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type)
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);

    [Fact]
    public void Words_are_separated_by_underscores() => Assert.Equal(
        ["draft", "open", "awarded", "in_progress", "work_submitted", "completed", "cancelled", "expired"],
        WireEnum<JobStatus>.All);

    [Theory]
    [InlineData("InProgress")]
    [InlineData("In_progress")]
    [InlineData("IN_PROGRESS")]
    [InlineData("inProgress")]
    [InlineData("4")]
    [InlineData(" in_progress")]
    [InlineData("")]
    [InlineData(null)]
    public void Any_other_spelling_is_refused(string? text)
    {
        Assert.False(WireEnum<JobStatus>.TryParse(text, out _));
        Assert.Throws<FormatException>(() => WireEnum<JobStatus>.Parse(text ?? "null"));
    }

    [Theory]
    [InlineData("4")]
    [InlineData("\"4\"")]
    [InlineData("\"Open\"")]
    [InlineData("null")]
    [InlineData("[\"open\"]")]
    [InlineData("\"open,draft\"")]
    public void Json_that_is_not_the_spelling_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<JobStatus>(json, MarketplaceApp.Json));

    private static void Check<TEnum>() where TEnum : struct, Enum
    {
        var values = Enum.GetValues<TEnum>();

        Assert.All(WireEnum<TEnum>.All, text => Assert.Matches(SnakeCase(), text));
        Assert.Equal(values.Length, WireEnum<TEnum>.All.Distinct().Count());
        Assert.All(values, value => Assert.Equal(value, WireEnum<TEnum>.Parse(WireEnum<TEnum>.ToText(value))));
        Assert.False(WireEnum<TEnum>.TryParse("0", out _));
    }

    [GeneratedRegex("^[a-z]+(_[a-z]+)*$")]
    private static partial Regex SnakeCase();
}
