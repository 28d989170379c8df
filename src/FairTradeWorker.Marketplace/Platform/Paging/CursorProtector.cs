using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using FairTradeWorker.Marketplace.Platform.Security;

namespace FairTradeWorker.Marketplace.Platform.Paging;

/// <summary>
/// Makes cursors that only this platform can have made. A cursor is the position (the sort values of the last item)
/// and an HMAC over it and over the scope: list, filters and reader. A cursor of another scope is not valid.
/// </summary>
public sealed class CursorProtector(SigningKeys keys)
{
    private const int TagBytes = 16;
    private const int MaxLength = 500;

    public string Protect(string scope, string position)
    {
        var payload = Encoding.UTF8.GetBytes(position);
        return Base64Url.EncodeToString([.. Tag(keys.Current.CursorSecret, scope, payload), .. payload]);
    }

    /// <summary>The position inside the cursor; false when it was tampered with or belongs to another scope.</summary>
    public bool TryRead(string scope, string cursor, [NotNullWhen(true)] out string? position)
    {
        position = null;
        if (cursor.Length > MaxLength || !TryDecode(cursor, out var bytes) || bytes.Length <= TagBytes)
        {
            return false;
        }

        var payload = bytes.AsSpan(TagBytes);
        foreach (var key in keys.All)
        {
            if (CryptographicOperations.FixedTimeEquals(Tag(key.CursorSecret, scope, payload), bytes.AsSpan(0, TagBytes)))
            {
                position = Encoding.UTF8.GetString(payload);
                return true;
            }
        }

        return false;
    }

    private static bool TryDecode(string cursor, out byte[] bytes)
    {
        // Only the canonical form counts: the decoder would ignore white space and the unused bits of the last
        // character, and a changed cursor would then pass.
        bytes = Base64Url.IsValid(cursor) ? Base64Url.DecodeFromChars(cursor) : [];
        return bytes.Length > 0 && Base64Url.EncodeToString(bytes) == cursor;
    }

    private static byte[] Tag(byte[] secret, string scope, ReadOnlySpan<byte> payload)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        var scopeBytes = Encoding.UTF8.GetBytes(scope);
        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, scopeBytes.Length);
        hmac.AppendData(length);
        hmac.AppendData(scopeBytes);
        hmac.AppendData(payload);
        return hmac.GetHashAndReset()[..TagBytes];
    }
}
