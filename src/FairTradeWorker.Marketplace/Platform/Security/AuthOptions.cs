using System.ComponentModel.DataAnnotations;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>Section <c>Auth</c> of the configuration.</summary>
public sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>
    /// PEM files with EC P-256 private keys; the first signs, all verify. Required outside Development.
    /// </summary>
    public IList<string> SigningKeyFiles { get; init; } = [];

    /// <summary>Where Development keeps the key that it generates when <see cref="SigningKeyFiles"/> is empty.</summary>
    public string? DevelopmentKeyFile { get; init; }

    /// <summary>The <c>iss</c> of our tokens.</summary>
    [Required]
    public string Issuer { get; init; } = "fairtradeworker";

    /// <summary>The <c>aud</c> of our tokens.</summary>
    [Required]
    public string Audience { get; init; } = "fairtradeworker-api";

    /// <summary>Life of an access token. At most 15 minutes, because it cannot be called back.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:15:00")]
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A refresh token that was not used for this long is dead.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan RefreshTokenIdle { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Longest time between two sign-ins with the password, however often the token is refreshed.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(30);
}
