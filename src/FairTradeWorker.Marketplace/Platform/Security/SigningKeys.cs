using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace FairTradeWorker.Marketplace.Platform.Security;

/// <summary>
/// The ES256 keys of this deployment. The first signs; all verify, so that a key can be replaced without signing
/// everybody out: put the new one in front, drop the old one when its tokens have expired.
/// </summary>
public sealed class SigningKeys(IReadOnlyList<SigningKey> keys)
{
    public SigningKey Current => keys[0];

    public IReadOnlyList<SigningKey> All => keys;
}

/// <summary>A P-256 private key, its id and the secret derived from it that signs cursors.</summary>
public sealed class SigningKey
{
    private SigningKey(ECDsaSecurityKey securityKey, byte[] cursorSecret) =>
        (SecurityKey, CursorSecret) = (securityKey, cursorSecret);

    public ECDsaSecurityKey SecurityKey { get; }

    internal byte[] CursorSecret { get; }

    /// <param name="pem">A PEM with an EC private key.</param>
    /// <param name="origin">Where it came from, for the error message.</param>
    /// <exception cref="InvalidOperationException">No EC private key on the curve P-256: too weak or of another kind.</exception>
    public static SigningKey FromPem(string pem, string origin)
    {
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportFromPem(pem);
            var parameters = ecdsa.ExportParameters(includePrivateParameters: true);
            if (parameters.Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value || parameters.D is null)
            {
                throw new CryptographicException("not on P-256");
            }

            var securityKey = new ECDsaSecurityKey(ecdsa);
            securityKey.KeyId = Base64UrlEncoder.Encode(securityKey.ComputeJwkThumbprint());
            var secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, parameters.D, 32, info: "fairtradeworker/cursor"u8.ToArray());
            return new(securityKey, secret);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            ecdsa.Dispose();
            throw new InvalidOperationException(
                $"The signing key of {origin} is not an EC private key on the curve P-256 in PEM form. " +
                "Make one with: openssl ecparam -name prime256v1 -genkey -noout", exception);
        }
    }

    /// <summary>A new random key in PEM form.</summary>
    public static string Generate()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return ecdsa.ExportPkcs8PrivateKeyPem();
    }
}
