using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace FairTradeWorker.Ops.Check.Invariants;

/// <summary>
/// The audit log was only added to. The hashes are computed here by the published description, not by the product's
/// code, which would repeat its own mistake.
/// </summary>
internal sealed record AuditChainIsWhole() : Invariant("audit chain", "numbered without a gap, each entry holds the hash of the one before")
{
    public override async Task<Finding> JudgeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select sequence, occurred_at, actor_id, action, target, reason, previous_hash, hash from audit_entries order by sequence",
            connection)
        { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var broken = new List<string>();
        var previous = new byte[SHA256.HashSizeInBytes];
        var count = 0L;
        while (await reader.ReadAsync(cancellationToken))
        {
            count++;
            var (sequence, hash) = (reader.GetInt64(0), reader.GetFieldValue<byte[]>(7));
            var own = HashOf(reader);
            if (sequence != count || !previous.AsSpan().SequenceEqual(reader.GetFieldValue<byte[]>(6)) || !own.AsSpan().SequenceEqual(hash))
            {
                broken.Add($"entry {sequence}, the {count}. of the log");
                // What follows is judged by itself: one missing entry breaks one place.
                count = sequence;
            }

            previous = hash;
        }

        return new(Name, Rule, count, broken);
    }

    private static byte[] HashOf(NpgsqlDataReader entry)
    {
        string[] fields =
        [
            entry.GetInt64(0).ToString(CultureInfo.InvariantCulture),
            entry.GetFieldValue<DateTime>(1).ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            entry.GetGuid(2).ToString(),
            entry.GetString(3),
            entry.GetString(4),
            entry.IsDBNull(5) ? "" : entry.GetString(5),
        ];
        return SHA256.HashData([.. entry.GetFieldValue<byte[]>(6), .. fields.SelectMany(field => Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field}")))]);
    }
}
