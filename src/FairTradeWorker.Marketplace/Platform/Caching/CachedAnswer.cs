using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;

namespace FairTradeWorker.Marketplace.Platform.Caching;

/// <summary>An answer as it goes over the wire; every reader gets these bytes, so nobody may change them.</summary>
/// <param name="MadeAt">When it was read from the database.</param>
/// <param name="ETag">With its quotes.</param>
/// <param name="Body">JSON in UTF-8.</param>
[ImmutableObject(true)]
internal sealed record CachedAnswer(DateTimeOffset MadeAt, string ETag, ReadOnlyMemory<byte> Body);

/// <summary>In Redis: eight bytes of time, one for the ETag's length, the ETag, the body.</summary>
internal sealed class CachedAnswerSerializer : IHybridCacheSerializer<CachedAnswer>
{
    private const int TimeBytes = sizeof(long);

    public CachedAnswer Deserialize(ReadOnlySequence<byte> source)
    {
        var bytes = source.ToArray();
        var etagBytes = bytes[TimeBytes];
        return new(
            new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(bytes), TimeSpan.Zero),
            Encoding.ASCII.GetString(bytes, TimeBytes + 1, etagBytes),
            bytes.AsMemory(TimeBytes + 1 + etagBytes));
    }

    public void Serialize(CachedAnswer value, IBufferWriter<byte> target)
    {
        var head = target.GetSpan(TimeBytes + 1 + value.ETag.Length);
        BinaryPrimitives.WriteInt64LittleEndian(head, value.MadeAt.UtcTicks);
        head[TimeBytes] = checked((byte)Encoding.ASCII.GetBytes(value.ETag, head[(TimeBytes + 1)..]));
        target.Advance(TimeBytes + 1 + value.ETag.Length);
        target.Write(value.Body.Span);
    }
}
