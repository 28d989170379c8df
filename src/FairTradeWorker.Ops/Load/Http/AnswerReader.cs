using System.Buffers.Text;
using System.Text;

namespace FairTradeWorker.Ops.Load.Http;

/// <summary>
/// Reads one HTTP/1.1 answer in the buffer that it arrives in. It understands what Kestrel and the usual proxies send: a
/// body with Content-Length or in chunks without extensions and trailers, or none with 204 and 304. Everything else,
/// bytes behind the answer too, is refused rather than guessed.
/// </summary>
internal sealed class AnswerReader
{
    private const int LongestHead = 32 * 1024;
    private const int LongestChunkLine = 18;

    private int headLength;
    private int? length;
    private bool chunked;

    // Where the next chunk begins, and up to where the body's bytes have been moved together.
    private int nextChunk;
    private int bodyEnd;

    public int Status { get; private set; }

    /// <summary>Whether another request may follow on the connection.</summary>
    public bool KeepsConnection { get; private set; }

    /// <summary>Where the body is in the buffer, once the answer is complete.</summary>
    public Range Body => headLength..bodyEnd;

    public void Reset()
    {
        (headLength, length, chunked, nextChunk, bodyEnd, Status) = (0, null, false, 0, 0, 0);
        KeepsConnection = true;
    }

    /// <summary>Looks at all that has arrived since <see cref="Reset"/>; joins chunks in place.</summary>
    /// <returns>Whether the answer is complete.</returns>
    /// <exception cref="BadAnswerException">It is not an answer that this client understands.</exception>
    public bool IsComplete(Span<byte> received)
    {
        if (headLength == 0 && !ReadHead(received))
        {
            return false;
        }

        if (chunked)
        {
            return ReadChunks(received);
        }

        bodyEnd = headLength + length.GetValueOrDefault();
        return received.Length <= bodyEnd ? received.Length == bodyEnd : throw Extra();
    }

    private bool ReadHead(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return received.Length <= LongestHead ? false : throw new BadAnswerException("The headers do not end.");
        }

        var head = received[..(end + 2)];
        var line = head[..head.IndexOf("\r\n"u8)];
        if (!line.StartsWith("HTTP/1.1 "u8) || line.Length < 12 || (line.Length > 12 && line[12] != ' ')
            || !Utf8Parser.TryParse(line[9..12], out int status, out var digits) || digits != 3 || status is < 200 or > 599)
        {
            throw new BadAnswerException("The status line is not one of an HTTP/1.1 answer.");
        }

        Status = status;
        for (head = head[(line.Length + 2)..]; !head.IsEmpty; head = head[(line.Length + 2)..])
        {
            line = head[..head.IndexOf("\r\n"u8)];
            ReadHeader(line);
        }

        headLength = nextChunk = bodyEnd = end + 4;
        if (status is 204 or 304)
        {
            (chunked, length) = (false, 0);
        }
        else if (chunked == length.HasValue)
        {
            throw new BadAnswerException("The length of the body is said not at all, or twice.");
        }

        return true;
    }

    private void ReadHeader(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            throw new BadAnswerException("A header has no name.");
        }

        var value = line[(colon + 1)..].Trim(" \t"u8);
        var name = line[..colon];
        if (Ascii.EqualsIgnoreCase(name, "Content-Length"u8))
        {
            length = length is null && Utf8Parser.TryParse(value, out int bytes, out var read) && read == value.Length && bytes >= 0
                ? bytes
                : throw new BadAnswerException("Content-Length is no number, or is there twice.");
        }
        else if (Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8))
        {
            chunked = !chunked && Ascii.EqualsIgnoreCase(value, "chunked"u8)
                ? true
                : throw new BadAnswerException("The body is encoded for the transfer in an unknown way.");
        }
        else if (Ascii.EqualsIgnoreCase(name, "Connection"u8))
        {
            KeepsConnection = !Ascii.EqualsIgnoreCase(value, "close"u8);
        }
        else if (Ascii.EqualsIgnoreCase(name, "Content-Encoding"u8))
        {
            throw new BadAnswerException("The body is compressed, which nobody has asked for.");
        }
    }

    private bool ReadChunks(Span<byte> received)
    {
        while (true)
        {
            var rest = received[nextChunk..];
            var line = rest.IndexOf("\r\n"u8);
            if (line < 0)
            {
                return rest.Length <= LongestChunkLine ? false : throw BadChunk();
            }

            if (!Utf8Parser.TryParse(rest[..line], out int size, out var read, 'x') || read != line || size < 0)
            {
                throw BadChunk();
            }

            var end = line + 2 + size;
            if (rest.Length < end + 2)
            {
                return false;
            }

            if (!rest[end..(end + 2)].SequenceEqual("\r\n"u8))
            {
                throw BadChunk();
            }

            rest[(line + 2)..end].CopyTo(received[bodyEnd..]);
            bodyEnd += size;
            nextChunk += end + 2;
            if (size == 0)
            {
                return nextChunk == received.Length ? true : throw Extra();
            }
        }
    }

    private static BadAnswerException BadChunk() => new("A chunk of the body has no length, or another one than it says.");

    private static BadAnswerException Extra() => new("More came than the answer.");
}
