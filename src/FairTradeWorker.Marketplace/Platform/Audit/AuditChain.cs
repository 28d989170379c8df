using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FairTradeWorker.Marketplace.Platform.Audit;

/// <summary>How the entries of the audit log hang together; pure functions, so that anybody can check the chain.</summary>
public static class AuditChain
{
    /// <summary>What the first entry has as previous hash.</summary>
    public static byte[] Origin => new byte[SHA256.HashSizeInBytes];

    /// <summary>
    /// SHA-256 over the previous hash and the UTF-8 text of the fields, each preceded by its length, so that no two
    /// different entries have the same text.
    /// </summary>
    public static byte[] HashOf(byte[] previousHash, long sequence, DateTimeOffset occurredAt, Guid actorId, string action, string target, string? reason)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previousHash);
        foreach (var field in new[]
        {
            sequence.ToString(CultureInfo.InvariantCulture),
            occurredAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            actorId.ToString(),
            action,
            target,
            reason ?? string.Empty,
        })
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            hash.AppendData(Encoding.ASCII.GetBytes($"{bytes.Length}:"));
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}
