using System.Text;

namespace FairTradeWorker.Ops.Load.Http;

/// <summary>Writes requests as they go over the wire. One for each user: the buffer is used again.</summary>
/// <param name="host">Value of the Host header.</param>
/// <param name="forwardedFor">Whom the driver acts for; believed where it is named a trusted proxy.</param>
internal sealed class RequestText(string host, string forwardedFor)
{
    private const int UsualHead = 768;

    private readonly byte[] always = Encoding.ASCII.GetBytes(
        $"Host: {host}\r\nAccept: application/json\r\nX-Forwarded-For: {forwardedFor}\r\n");

    private byte[] authorization = [];
    private byte[] buffer = [];

    /// <summary>What following requests are signed with; null for none.</summary>
    public void SignWith(string? accessToken) => authorization = accessToken is null
        ? []
        : Encoding.ASCII.GetBytes($"Authorization: Bearer {accessToken}\r\n");

    /// <summary>The whole request; valid until the next one is written.</summary>
    /// <param name="target">Path and query, escaped.</param>
    /// <param name="idempotencyKey">Null for none.</param>
    public ReadOnlyMemory<byte> Write(
        string method, string target, string? idempotencyKey = null, ReadOnlyMemory<byte> body = default)
    {
        var wanted = UsualHead + target.Length + authorization.Length + body.Length;
        if (buffer.Length < wanted)
        {
            buffer = new byte[wanted];
        }

        var written = Put(0, $"{method} {target} HTTP/1.1\r\n");
        written = Put(written, always);
        written = Put(written, authorization);
        if (idempotencyKey is not null)
        {
            written = Put(written, $"Idempotency-Key: {idempotencyKey}\r\n");
        }

        if (method != "GET")
        {
            written = Put(written, $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        }

        written = Put(written, "\r\n"u8);
        written = Put(written, body.Span);
        return buffer.AsMemory(0, written);
    }

    private int Put(int at, string text) => at + Encoding.ASCII.GetBytes(text, buffer.AsSpan(at));

    private int Put(int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer.AsSpan(at));
        return at + bytes.Length;
    }
}
