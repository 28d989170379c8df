using System.Net;
using FairTradeWorker.Marketplace.Platform.RateLimiting;

namespace FairTradeWorker.Tests.Platform.RateLimiting;

public sealed class CallerTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::")]
    [InlineData("fe80::1%7", "fe80::")]
    [InlineData("::1", "::")]
    public void An_IPv6_address_counts_by_its_network_and_an_IPv4_address_by_itself(string address, string network) =>
        Assert.Equal(network, Caller.NetworkOf(IPAddress.Parse(address)));

    [Fact]
    public void Callers_without_an_address_are_one() => Assert.Equal("none", Caller.NetworkOf(null));
}
