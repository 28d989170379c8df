using System.Security.Cryptography;
using FairTradeWorker.Marketplace.Platform.Security;

namespace FairTradeWorker.Tests.Platform.Security;

public sealed class SigningKeyTests
{
    public static TheoryData<string, string> OtherKeys()
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        return new()
        {
            { "P-384", p384.ExportPkcs8PrivateKeyPem() },
            { "RSA", rsa.ExportPkcs8PrivateKeyPem() },
            { "public only", p256.ExportSubjectPublicKeyInfoPem() },
            { "encrypted", p256.ExportEncryptedPkcs8PrivateKeyPem("pass", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1)) },
            { "two keys", SigningKey.Generate() + "\n" + SigningKey.Generate() },
            { "garbage", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----" },
            { "text", "no key" },
            { "nothing", "" },
        };
    }

    [Fact]
    public void A_private_key_on_P_256_is_taken_in_both_PEM_forms()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pkcs8 = SigningKey.FromPem(ecdsa.ExportPkcs8PrivateKeyPem(), "the test");
        var sec1 = SigningKey.FromPem(ecdsa.ExportECPrivateKeyPem(), "the test");

        Assert.Equal(pkcs8.SecurityKey.KeyId, sec1.SecurityKey.KeyId);
        Assert.Equal(pkcs8.CursorSecret, sec1.CursorSecret);
        Assert.Equal(32, pkcs8.CursorSecret.Length);
    }

    [Fact]
    public void Different_keys_have_different_ids_and_secrets()
    {
        var one = SigningKey.FromPem(SigningKey.Generate(), "the test");
        var other = SigningKey.FromPem(SigningKey.Generate(), "the test");

        Assert.NotEqual(one.SecurityKey.KeyId, other.SecurityKey.KeyId);
        Assert.NotEqual(one.CursorSecret, other.CursorSecret);
    }

    [Theory]
    [MemberData(nameof(OtherKeys))]
    public void Every_other_key_is_refused_with_where_it_came_from_and_what_to_do(string kind, string pem)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => SigningKey.FromPem(pem, $"key-{kind}.pem"));

        Assert.Contains($"key-{kind}.pem", exception.Message, StringComparison.Ordinal);
        Assert.Contains("openssl ecparam -name prime256v1", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", exception.Message, StringComparison.Ordinal);
    }
}
