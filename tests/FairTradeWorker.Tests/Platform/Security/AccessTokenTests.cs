using FairTradeWorker.Marketplace.Platform.Security;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FairTradeWorker.Tests.Platform.Security;

public sealed class AccessTokenTests
{
    private static readonly SigningKey Key = SigningKey.FromPem(SigningKey.Generate(), "the test");
    private static readonly Guid User = Guid.CreateVersion7();

    [Fact]
    public async Task A_token_says_who_what_and_for_a_quarter_of_an_hour()
    {
        var token = Issue(DateTimeOffset.UtcNow);
        var read = new JsonWebToken(token);

        Assert.True((await ValidateAsync(token)).IsValid);
        Assert.Equal("at+jwt", read.Typ);
        Assert.Equal("ES256", read.Alg);
        Assert.Equal(User.ToString(), read.Subject);
        Assert.Equal("contractor", read.GetClaim("role").Value);
        Assert.Equal("pro", read.GetClaim("plan").Value);
        Assert.Equal(TimeSpan.FromMinutes(15), read.ValidTo - read.ValidFrom);
        Assert.NotEmpty(read.Id);
    }

    [Fact]
    public async Task An_expired_token_is_refused() =>
        Assert.IsType<SecurityTokenExpiredException>((await ValidateAsync(Issue(DateTimeOffset.UtcNow.AddMinutes(-16)))).Exception);

    [Fact]
    public async Task A_token_from_the_future_is_refused() =>
        Assert.IsType<SecurityTokenNotYetValidException>((await ValidateAsync(Issue(DateTimeOffset.UtcNow.AddMinutes(2)))).Exception);

    [Fact]
    public async Task A_token_of_another_key_is_refused()
    {
        var other = SigningKey.FromPem(SigningKey.Generate(), "the test");

        Assert.False((await ValidateAsync(Issue(DateTimeOffset.UtcNow, other))).IsValid);
    }

    [Fact]
    public async Task A_token_of_another_kind_issuer_or_audience_is_refused()
    {
        Assert.False((await ValidateAsync(Make(descriptor => descriptor.TokenType = "JWT"))).IsValid);
        Assert.False((await ValidateAsync(Make(descriptor => descriptor.Issuer = "somebody"))).IsValid);
        Assert.False((await ValidateAsync(Make(descriptor => descriptor.Audience = "another-api"))).IsValid);
        Assert.True((await ValidateAsync(Make(_ => { }))).IsValid);
    }

    [Fact]
    public async Task A_token_without_signature_is_refused() =>
        Assert.False((await ValidateAsync(Make(descriptor => descriptor.SigningCredentials = null))).IsValid);

    private static string Make(Action<SecurityTokenDescriptor> change)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = "fairtradeworker",
            Audience = "fairtradeworker-api",
            Expires = DateTime.UtcNow.AddMinutes(5),
            SigningCredentials = new SigningCredentials(Key.SecurityKey, SecurityAlgorithms.EcdsaSha256),
        };
        change(descriptor);
        return new JsonWebTokenHandler().CreateToken(descriptor);
    }

    private static string Issue(DateTimeOffset now, SigningKey? key = null) =>
        Tokens(now, key ?? Key).Issue(User, UserRole.Contractor, "pro");

    private static Task<TokenValidationResult> ValidateAsync(string token) =>
        new JsonWebTokenHandler().ValidateTokenAsync(token, Tokens(DateTimeOffset.UtcNow, Key).Validation);

    private static AccessTokens Tokens(DateTimeOffset now, SigningKey key) =>
        new(new SigningKeys([key]), Options.Create(new AuthOptions()), new FakeTimeProvider(now));
}
