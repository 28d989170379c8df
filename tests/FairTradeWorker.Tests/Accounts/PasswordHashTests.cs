using FairTradeWorker.Marketplace.Accounts;

namespace FairTradeWorker.Tests.Accounts;

public sealed class PasswordHashTests
{
    private const string Password = "a long and quiet sentence";
    private static readonly string Stored = PasswordHash.Create(Password);

    [Fact]
    public void A_hash_names_its_scheme_and_cost_and_has_its_own_salt()
    {
        var other = PasswordHash.Create(Password);

        Assert.Matches(@"^pbkdf2-sha512\$210000\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$", Stored);
        Assert.NotEqual(Stored, other);
        Assert.DoesNotContain(Password, Stored, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Password, true)]
    [InlineData("a long and quiet sentencE", false)]
    [InlineData("a long and quiet sentence ", false)]
    [InlineData("", false)]
    public void Only_the_password_verifies(string tried, bool isRight) => Assert.Equal(isRight, PasswordHash.Verify(tried, Stored));

    [Fact]
    public void A_hash_of_a_lower_cost_still_verifies() => Assert.True(PasswordHash.Verify(
        "password", "pbkdf2-sha512$1$c2FsdHNhbHRzYWx0c2FsdA==$" + Convert.ToBase64String(
            System.Security.Cryptography.Rfc2898DeriveBytes.Pbkdf2(
                "password", "saltsaltsaltsalt"u8, 1, System.Security.Cryptography.HashAlgorithmName.SHA512, 32))));

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("bcrypt$210000$c2FsdA==$aGFzaA==")]
    [InlineData("pbkdf2-sha512$many$c2FsdA==$aGFzaA==")]
    [InlineData("pbkdf2-sha512$1$not base64!$aGFzaA==")]
    [InlineData("pbkdf2-sha512$1$c2FsdA==$aGFzaA==$")]
    public void A_stored_text_of_another_form_is_a_defect_and_no_wrong_password(string stored) =>
        Assert.Throws<FormatException>(() => PasswordHash.Verify(Password, stored));
}
