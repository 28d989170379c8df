using System.Security.Cryptography;
using FairTradeWorker.Marketplace.Platform.Security;
using FairTradeWorker.Scaling;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace FairTradeWorker.Tests.Platform.Security;

public sealed class VerifiedTokensTests : IDisposable
{
    // The library that verifies has no clock but the machine's, so the token is of today.
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private readonly AccessTokens tokens;
    private readonly VerifiedTokens verified;

    public VerifiedTokensTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = new SigningKeys([SigningKey.FromPem(key.ExportPkcs8PrivateKeyPem(), "this test")]);
        tokens = new(keys, Options.Create(new AuthOptions()), clock);
        verified = new(ScalingPlan.Load(), clock);
    }

    [Fact]
    public async Task A_good_token_is_verified_once()
    {
        var token = Issue();
        var first = await VerifyAsync(token);
        Assert.True(first.IsValid);
        Assert.Same(first, await VerifyAsync(token));
    }

    [Fact]
    public async Task A_token_is_not_remembered_beyond_its_expiry()
    {
        var token = Issue();
        var first = await VerifyAsync(token);
        clock.SetUtcNow(first.SecurityToken.ValidTo);
        Assert.NotSame(first, await VerifyAsync(token));
    }

    [Fact]
    public async Task A_token_that_differs_in_its_signature_alone_is_another_one()
    {
        var token = Issue();
        Assert.True((await VerifyAsync(token)).IsValid);
        var forged = token[..^8] + new string(token[^8..].Reverse().ToArray());
        Assert.False((await VerifyAsync(forged)).IsValid);
        Assert.False((await VerifyAsync(forged)).IsValid);
    }

    [Fact]
    public async Task A_bad_token_is_judged_each_time()
    {
        var first = await VerifyAsync("a.b.c");
        Assert.False(first.IsValid);
        Assert.NotSame(first, await VerifyAsync("a.b.c"));
    }

    public void Dispose() => verified.Dispose();

    private string Issue() => tokens.Issue(Guid.CreateVersion7(clock.GetUtcNow()), UserRole.Homeowner, "free");

    private Task<TokenValidationResult> VerifyAsync(string token) => verified.ValidateTokenAsync(token, tokens.Validation);
}
