using FairTradeWorker.Marketplace.Platform.Security;

namespace FairTradeWorker.Tests.Platform.Security;

public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("10.0.0.7", "10.0.0.7/32")]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("2001:db8::7", "2001:db8::7/128")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    public void An_address_is_a_network_of_one(string text, string network)
    {
        Assert.True(TrustedProxies.TryParse(text, out var parsed));
        Assert.Equal(network, parsed.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("proxy.internal")]
    [InlineData("10.0.0.0/33")]
    [InlineData("*")]
    public void Anything_else_is_refused(string text) => Assert.False(TrustedProxies.TryParse(text, out _));
}
