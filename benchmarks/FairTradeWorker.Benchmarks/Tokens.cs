using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace FairTradeWorker.Benchmarks;

/// <summary>Access tokens for any user, without the price of a password: one that was issued, signed again for others.</summary>
internal sealed class Tokens
{
    private readonly ECDsa key;
    private readonly string header;
    private readonly JsonObject payload;

    private Tokens(ECDsa key, string issued)
    {
        var parts = issued.Split('.');
        (this.key, header) = (key, parts[0]);
        payload = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))?.AsObject() ?? throw new FormatException("A token without claims.");
        // Longer than any run.
        payload["exp"] = payload["exp"]?.GetValue<long>() + (long)TimeSpan.FromHours(12).TotalSeconds;
    }

    /// <summary>Signs in as a contractor of the seed.</summary>
    public static async Task<Tokens> LearnAsync(Uri api, ECDsa key, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = api };
        using var content = JsonContent.Create(new JsonObject { ["email"] = "user6@seed.test", ["password"] = "Seed-Passw0rd!" });
        await content.LoadIntoBufferAsync(ct);
        using var answer = await http.PostAsync(new Uri("/v1/auth/login", UriKind.Relative), content, ct);
        var body = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(ct));
        return new(key, body?["accessToken"]?.GetValue<string>() ?? throw new FormatException("No access token."));
    }

    public string For(Guid userId)
    {
        var claims = payload.DeepClone().AsObject();
        claims["sub"] = $"{userId}";
        var text = $"{header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }
}
