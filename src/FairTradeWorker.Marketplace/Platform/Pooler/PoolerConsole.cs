using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using FairTradeWorker.Marketplace.Platform.Data;

namespace FairTradeWorker.Marketplace.Platform.Pooler;

/// <summary>
/// A connection to PgBouncer's console. It speaks PostgreSQL's protocol but takes only simple queries, which the driver
/// of the database does not send; so this is the little of the protocol that <c>SHOW</c> needs.
/// </summary>
internal sealed class PoolerConsole : IDisposable
{
    private const int ProtocolVersion = 3 << 16;
    private const int LongestMessage = 1 << 20;
    private const int HeaderLength = 5;

    private readonly Socket socket;
    private readonly NetworkStream stream;

    private PoolerConsole(Socket socket)
    {
        this.socket = socket;
        stream = new NetworkStream(socket);
    }

    /// <summary>Connects and logs in; only by SCRAM, so the password is never sent.</summary>
    /// <exception cref="PoolerConsoleException">The console refuses the user.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="SocketException">Nothing listens.</exception>
    public static async Task<PoolerConsole> OpenAsync(PoolerAdminOptions admin, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(admin.Host ?? "", admin.Port, ct);
            var console = new PoolerConsole(socket);
            await console.LogInAsync(admin.Name ?? "", new ScramClient(admin.Password ?? ""), ct);
            return console;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Rows of a <c>SHOW</c> command, each as its columns' texts by their names.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> ShowAsync(string what, CancellationToken ct)
    {
        await SendAsync('Q', Text($"SHOW {what};"), ct);
        var rows = new List<IReadOnlyDictionary<string, string>>();
        string[] columns = [];
        while (true)
        {
            var (kind, body) = await ReceiveAsync(ct);
            switch (kind)
            {
                case 'T':
                    columns = Columns(body);
                    break;
                case 'D':
                    rows.Add(Row(columns, body));
                    break;
                case 'Z':
                    return rows;
            }
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }

    private async Task LogInAsync(string user, ScramClient scram, CancellationToken ct)
    {
        var start = Text($"user\0{user}\0database\0pgbouncer\0client_encoding\0UTF8\0");
        var message = new byte[8 + start.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), ProtocolVersion);
        start.CopyTo(message, 8);
        await stream.WriteAsync(message, ct);
        var proven = false;
        while (true)
        {
            var (kind, body) = await ReceiveAsync(ct);
            switch (kind, kind == 'R' ? BinaryPrimitives.ReadInt32BigEndian(body) : 0)
            {
                case ('R', 10):
                    await SendAsync('p', [.. Text(ScramClient.Mechanism), .. Number(scram.First.Length), .. Encoding.UTF8.GetBytes(scram.First)], ct);
                    break;
                case ('R', 11):
                    await SendAsync('p', Encoding.UTF8.GetBytes(scram.Final(Encoding.UTF8.GetString(body, 4, body.Length - 4))), ct);
                    break;
                case ('R', 12):
                    proven = scram.Proves(Encoding.UTF8.GetString(body, 4, body.Length - 4));
                    break;
                case ('R', 0) when proven:
                    break;
                case ('R', _):
                    throw new PoolerConsoleException("The pooler does not log in by SCRAM-SHA-256.");
                case ('Z', _):
                    return;
            }
        }
    }

    private async Task SendAsync(char kind, byte[] body, CancellationToken ct) =>
        await stream.WriteAsync((byte[])[(byte)kind, .. Number(body.Length + 4), .. body], ct);

    private async Task<(char Kind, byte[] Body)> ReceiveAsync(CancellationToken ct)
    {
        var header = new byte[HeaderLength];
        await stream.ReadExactlyAsync(header, ct);
        var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) - 4;
        if (length is < 0 or > LongestMessage)
        {
            throw new PoolerConsoleException("The pooler's answer is none of PostgreSQL's protocol.");
        }

        var body = new byte[length];
        await stream.ReadExactlyAsync(body, ct);
        return header[0] == 'E' ? throw new PoolerConsoleException($"The pooler refuses: {Reason(body)}") : ((char)header[0], body);
    }

    // Fields of an error are a letter and a text each; M is the one for people.
    private static string Reason(byte[] body) =>
        Encoding.UTF8.GetString(body).Split('\0').FirstOrDefault(field => field.StartsWith('M'))?[1..] ?? "without a reason";

    private static string[] Columns(byte[] body)
    {
        var columns = new string[BinaryPrimitives.ReadInt16BigEndian(body)];
        var position = 2;
        for (var index = 0; index < columns.Length; index++)
        {
            var end = Array.IndexOf(body, (byte)0, position);
            columns[index] = Encoding.UTF8.GetString(body, position, end - position);
            // Behind each name stand 18 bytes about the type.
            position = end + 1 + 18;
        }

        return columns;
    }

    private static Dictionary<string, string> Row(string[] columns, byte[] body)
    {
        var row = new Dictionary<string, string>();
        var position = 2;
        foreach (var column in columns)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(position));
            position += 4;
            if (length >= 0)
            {
                row[column] = Encoding.UTF8.GetString(body, position, length);
                position += length;
            }
        }

        return row;
    }

    private static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
