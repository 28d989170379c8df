using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Accounts;

/// <summary>Makes access tokens that are almost right, out of one that is.</summary>
internal sealed class TokenForge
{
    private readonly ECDsa key;
    private readonly string good;
    private readonly JsonObject header;
    private readonly JsonObject payload;

    public TokenForge(string good, ECDsa key)
    {
        (this.good, this.key) = (good, key);
        var parts = good.Split('.');
        (header, payload) = (Decode(parts[0]), Decode(parts[1]));
    }

    public IReadOnlyDictionary<string, string> All(Person person)
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var spki = key.ExportSubjectPublicKeyInfo();
        var parts = good.Split('.');
        return new Dictionary<string, string>
        {
            ["alg none, no signature"] = $"{Head("alg", "none")}.{parts[1]}.",
            ["alg None"] = $"{Head("alg", "None")}.{parts[1]}.",
            ["alg nOnE with signature"] = $"{Head("alg", "nOnE")}.{parts[1]}.{parts[2]}",
            ["HS256 with the public key's bytes"] = Hmac(spki),
            ["HS256 with the public key's PEM"] = Hmac(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem())),
            ["HS256 with an empty key"] = Hmac([]),
            ["empty signature"] = $"{parts[0]}.{parts[1]}.",
            ["signature of zeros"] = $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(new byte[64])}",
            ["signature of another token"] = $"{parts[0]}.{Encode(With("jti", "other"))}.{parts[2]}",
            ["another key"] = Sign(header, payload, other),
            ["another key, no kid"] = Sign(Header("kid", null), payload, other),
            ["ES384"] = Sign(Header("alg", "ES384"), payload, p384, HashAlgorithmName.SHA384),
            ["kid with a path"] = Sign(Header("kid", "../../../../dev/null"), payload, other),
            ["kid with SQL"] = Sign(Header("kid", "' or 1=1 --"), payload, other),
            ["jku"] = Sign(Header("jku", "http://127.0.0.1:1/keys"), payload, other),
            ["jwk in the header"] = Sign(HeaderWithKey(other), payload, other),
            ["expired 31 seconds ago"] = ExpiringAt(now - 31),
            ["valid from in a minute"] = Sign(header, With("nbf", now + 60), key),
            ["no expiry"] = Sign(header, With("exp", null), key),
            ["wrong audience"] = Sign(header, With("aud", "another-api"), key),
            ["no audience"] = Sign(header, With("aud", null), key),
            ["wrong issuer"] = Sign(header, With("iss", "somebody"), key),
            ["wrong type"] = Sign(Header("typ", "JWT"), payload, key),
            ["no type"] = Sign(Header("typ", null), payload, key),
            ["refresh token"] = person.RefreshToken,
            ["payload swapped"] = $"{parts[0]}.{Encode(With("role", "operator"))}.{parts[2]}",
            ["one segment"] = parts[0],
            ["two segments"] = $"{parts[0]}.{parts[1]}",
            ["four segments"] = $"{good}.{parts[2]}",
            ["five segments"] = $"{good}.{parts[1]}.{parts[2]}",
            ["one letter less"] = good[..^1],
            ["garbage"] = "garbage",
            ["nothing"] = "",
        };
    }

    /// <summary>The good token again with another claim, rightly signed.</summary>
    public string SignedWith(string claim, JsonNode? value) => Sign(header, With(claim, value), key);

    /// <summary>The good token again, issued a quarter of an hour before it expires.</summary>
    public string ExpiringAt(long seconds)
    {
        var times = payload.DeepClone().AsObject();
        (times["exp"], times["nbf"], times["iat"]) = (seconds, seconds - 900, seconds - 900);
        return Sign(header, times, key);
    }

    private static JsonObject Decode(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private static string Sign(JsonObject header, JsonObject payload, ECDsa key, HashAlgorithmName? hash = null)
    {
        var text = $"{Encode(header)}.{Encode(payload)}";
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), hash ?? HashAlgorithmName.SHA256))}";
    }

    private static JsonObject Changed(JsonObject from, string name, JsonNode? value)
    {
        var copy = from.DeepClone().AsObject();
        copy.Remove(name);
        if (value is not null)
        {
            copy[name] = value;
        }

        return copy;
    }

    private string Head(string name, string value) => Encode(Header(name, value));

    private JsonObject Header(string name, string? value) => Changed(header, name, value);

    private JsonObject With(string name, JsonNode? value) => Changed(payload, name, value);

    private string Hmac(byte[] secret)
    {
        var text = $"{Head("alg", "HS256")}.{Encode(payload)}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }

    private JsonObject HeaderWithKey(ECDsa other)
    {
        var point = other.ExportParameters(includePrivateParameters: false).Q;
        var copy = header.DeepClone().AsObject();
        copy["jwk"] = new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
        return copy;
    }
}
