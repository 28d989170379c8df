using System.Text;
using FairTradeWorker.Ops.Walk;

namespace FairTradeWorker.Tests.Ops.Walk;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("""{"password":"s3cret","email":"a@b.test"}""")]
    [InlineData("""{"accessToken":"s3cret","user":{"email":"a@b.test"}}""")]
    [InlineData("""{"items":[{"deep":[{"RefreshToken":"s3cret"}]},{"email":"a@b.test"}]}""")]
    [InlineData("""{"password":{"value":"s3cret"},"email":"a@b.test"}""")]
    public void Passwords_and_tokens_are_hidden_wherever_they_stand_and_the_rest_is_shown(string body)
    {
        var shown = SecretMask.Show(Encoding.UTF8.GetBytes(body));

        Assert.DoesNotContain("s3cret", shown, StringComparison.Ordinal);
        Assert.Contains(SecretMask.Mask, shown, StringComparison.Ordinal);
        Assert.Contains("a@b.test", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Accents_are_shown_as_letters() =>
        Assert.Contains("Doña Ana", SecretMask.Show("""{"name":"Doña Ana"}"""u8), StringComparison.Ordinal);

    [Theory]
    [InlineData("Bad gateway")]
    [InlineData("")]
    [InlineData("{\"cut\":")]
    public void What_is_not_json_is_shown_as_it_is(string body) =>
        Assert.Equal(body, SecretMask.Show(Encoding.UTF8.GetBytes(body)));
}
