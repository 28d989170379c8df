using System.Text;
using FairTradeWorker.Ops.Load.Http;

namespace FairTradeWorker.Tests.Ops.Load;

/// <summary>What the driver understands of HTTP/1.1, and what it refuses.</summary>
public sealed class AnswerReaderTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    [Theory]
    [InlineData(Ok + "Content-Length: 5\r\n\r\nhello", 200, "hello", true)]
    [InlineData(Ok + "content-length:0\r\nConnection: close\r\n\r\n", 200, "", false)]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n,\r\nA\r\n and world\r\n0\r\n\r\n", 200, "hello, and world", true)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204, "", true)]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", 304, "", true)]
    [InlineData("HTTP/1.1 503 \r\nContent-Length: 2\r\n\r\n{}", 503, "{}", true)]
    public void An_answer_is_complete_with_its_last_byte_and_not_before(string answer, int status, string body, bool keeps)
    {
        var bytes = Encoding.ASCII.GetBytes(answer);
        var reader = new AnswerReader();
        // Byte by byte, and all at once after that: the reader is used again.
        reader.Reset();
        for (var arrived = 1; arrived < bytes.Length; arrived++)
        {
            Assert.False(reader.IsComplete(bytes.AsSpan(0, arrived)), $"after {arrived} bytes");
        }

        Assert.True(reader.IsComplete(bytes));
        Assert.Equal((status, body, keeps), (reader.Status, Encoding.ASCII.GetString(bytes[reader.Body]), reader.KeepsConnection));

        var again = Encoding.ASCII.GetBytes(answer);
        reader.Reset();
        Assert.True(reader.IsComplete(again));
        Assert.Equal(body, Encoding.ASCII.GetString(again[reader.Body]));
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/2 200\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 20\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData(Ok + "\r\nbody until the end of the connection")]
    [InlineData(Ok + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData(Ok + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData(Ok + "Content-Length: five\r\n\r\nhello")]
    [InlineData(Ok + "Content-Length: -1\r\n\r\n")]
    [InlineData(Ok + "Content-Length: 5\r\n\r\nhello!")]
    [InlineData(Ok + "Transfer-Encoding: gzip, chunked\r\n\r\n")]
    [InlineData(Ok + "Content-Encoding: br\r\nContent-Length: 0\r\n\r\n")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n5;name=value\r\nhello\r\n0\r\n\r\n")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nmore")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n0\r\nTrailer: value\r\n\r\n")]
    [InlineData(Ok + ": nameless\r\nContent-Length: 0\r\n\r\n")]
    public void What_it_does_not_understand_it_refuses(string answer)
    {
        var reader = new AnswerReader();
        reader.Reset();
        Assert.Throws<BadAnswerException>(() => reader.IsComplete(Encoding.ASCII.GetBytes(answer)));
    }

    [Fact]
    public void Headers_without_an_end_are_refused()
    {
        var reader = new AnswerReader();
        reader.Reset();
        Assert.Throws<BadAnswerException>(() => reader.IsComplete(Encoding.ASCII.GetBytes(Ok + new string('a', 40_000))));
    }
}
