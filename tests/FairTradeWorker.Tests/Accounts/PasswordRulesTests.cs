using FairTradeWorker.Marketplace.Accounts;

namespace FairTradeWorker.Tests.Accounts;

public sealed class PasswordRulesTests
{
    private const string Email = "jane.homeowner@example.test";
    private const string Name = "Jane Homeowner";

    [Theory]
    [InlineData("Demo-Passw0rd!")]
    [InlineData("correct horse battery staple")]
    [InlineData("        x")]
    [InlineData("jane.homeowner2")]
    [InlineData("пароль-на-дом")]
    public void A_password_that_is_neither_common_nor_ones_own_name_is_accepted(string password) =>
        Assert.Null(PasswordRules.Check(password, Email, Name));

    [Theory]
    [InlineData(0, PasswordProblem.TooShort)]
    [InlineData(7, PasswordProblem.TooShort)]
    [InlineData(8, null)]
    [InlineData(128, null)]
    [InlineData(129, PasswordProblem.TooLong)]
    public void Eight_to_128_characters_are_accepted(int length, PasswordProblem? expected)
    {
        var password = string.Concat("zq7-kw9_".Concat(Enumerable.Repeat('v', 121)))[..length];

        Assert.Equal(expected, PasswordRules.Check(password, Email, Name));
    }

    [Fact]
    public void Length_is_counted_in_utf16_units()
    {
        Assert.Null(PasswordRules.Check("🔨🪚🪛🔧", Email, Name));
        Assert.Equal(PasswordProblem.TooShort, PasswordRules.Check("🔨🪚🪛", Email, Name));
    }

    [Theory]
    [InlineData("password")]
    [InlineData("PassWord")]
    [InlineData("12345678")]
    [InlineData("P@ssw0rd")]
    [InlineData("iloveyou!")]
    public void A_common_password_is_refused_in_any_case(string password) =>
        Assert.Equal(PasswordProblem.Common, PasswordRules.Check(password, Email, Name));

    [Theory]
    [InlineData("jane.homeowner@example.test")]
    [InlineData("JANE.HOMEOWNER@EXAMPLE.TEST")]
    [InlineData("Jane.Homeowner")]
    [InlineData("jane homeowner")]
    public void Ones_own_address_or_name_is_refused_in_any_case(string password) =>
        Assert.Equal(PasswordProblem.ContainsIdentity, PasswordRules.Check(password, Email, Name));

    [Fact]
    public void The_list_of_common_passwords_is_whole() => Assert.Equal(17_950, CommonPasswords.Count);

    [Fact]
    public void Every_problem_is_said_to_people_in_words_of_its_own()
    {
        var texts = Enum.GetValues<PasswordProblem>().Select(PasswordRules.Describe).ToArray();

        Assert.All(texts, text => Assert.EndsWith(".", text, StringComparison.Ordinal));
        Assert.Distinct(texts);
        Assert.Throws<ArgumentOutOfRangeException>(() => PasswordRules.Describe((PasswordProblem)99));
    }
}
