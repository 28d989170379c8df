using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FairTradeWorker.Marketplace.Platform.Pooler;

/// <summary>The client's half of one SCRAM-SHA-256 login (RFC 5802 and 7677), without channel binding.</summary>
internal sealed class ScramClient(string password)
{
    public const string Mechanism = "SCRAM-SHA-256";

    private const string NoChannelBinding = "n,,";

    // A server that asks for more wants our processor, not our password.
    private const int MostIterations = 1_000_000;

    private readonly string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
    private byte[] serverSignature = [];

    private string FirstBare => $"n=,r={nonce}";

    /// <summary>The first message; the server knows the user from the start of the connection.</summary>
    public string First => NoChannelBinding + FirstBare;

    /// <summary>The answer to the server's challenge.</summary>
    /// <exception cref="PoolerConsoleException">The challenge is none, or not for our nonce.</exception>
    public string Final(string serverFirst)
    {
        var parts = serverFirst.Split(',').ToLookup(part => part.Length > 1 ? part[..2] : "", part => part.Length > 1 ? part[2..] : "");
        if (parts["r="].FirstOrDefault() is not { } both || !both.StartsWith(nonce, StringComparison.Ordinal) || both.Length == nonce.Length ||
            parts["s="].FirstOrDefault() is not { } salt ||
            !int.TryParse(parts["i="].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) ||
            iterations is < 1 or > MostIterations)
        {
            throw new PoolerConsoleException("The pooler's challenge cannot be answered.");
        }

        var withoutProof = $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(NoChannelBinding))},r={both}";
        var signed = Encoding.UTF8.GetBytes($"{FirstBare},{serverFirst},{withoutProof}");
        var salted = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password), Convert.FromBase64String(salt), iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var proof = HMACSHA256.HashData(SHA256.HashData(clientKey), signed);
        for (var index = 0; index < proof.Length; index++)
        {
            proof[index] ^= clientKey[index];
        }

        serverSignature = HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), signed);
        return $"{withoutProof},p={Convert.ToBase64String(proof)}";
    }

    /// <summary>Whether the server knows the password too.</summary>
    public bool Proves(string serverFinal) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(serverFinal), Encoding.UTF8.GetBytes($"v={Convert.ToBase64String(serverSignature)}"));
}
