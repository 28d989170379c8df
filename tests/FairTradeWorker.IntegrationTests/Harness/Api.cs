using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>
/// The API as its users have it, over HTTP. Requests go to the two instances in turn, so that whatever a test does
/// crosses from one to the other. Each concurrent request has a connection of its own.
/// </summary>
public sealed class Api : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<Uri> instances;
    private readonly HttpClient http;
    private readonly ConcurrentDictionary<string, bool> seenProblems = new();
    private readonly Func<string, string> logOf;
    private int turn;

    /// <param name="from">The loopback address that requests come from; null for the usual one.</param>
    public Api(IReadOnlyList<Uri> instances, Rows rows, Func<string, string> logOf, IPAddress? from = null)
    {
        (this.instances, Rows, this.logOf) = (instances, rows, logOf);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            Expect100ContinueTimeout = Limit,

            // Well before the server gives up an idle connection, however slow the machine is.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = from is null ? null : (context, ct) => ConnectAsync(from, context.DnsEndPoint, ct),
        })
        { Timeout = Limit };
        Contract = new(this);
        Crowd = new(this);
    }

    public Rows Rows { get; }

    public Uri Instance(int number) => instances[number];

    /// <summary>The API description, read once.</summary>
    public Contract Contract { get; }

    /// <summary>Accounts for tests that do not care whether others use them too.</summary>
    public Crowd Crowd { get; }

    public async Task<Answer> SendAsync(Call call)
    {
        var instance = instances[(call.Instance ?? Interlocked.Increment(ref turn)) & 1];
        using var message = call.ToMessage(instance);
        using var response = await http.SendAsync(message, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToLookup(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var answer = new Answer(call, (int)response.StatusCode, headers, body);
        AnswerCheck.Check(answer, logOf);
        if (answer.Slug is { } slug && seenProblems.TryAdd(slug, true))
        {
            await CheckPageAsync(slug, answer.Status);
        }

        return answer;
    }

    public Task<Answer> GetAsync(string path, Person? by = null) => SendAsync(Call.Get(path, by));

    public Task<Answer> PostAsync(string path, Person? by, object? body = null) => SendAsync(Call.Post(path, by, body));

    public Task<Answer> PatchAsync(string path, Person? by, object? body, string? ifMatch = "*") =>
        SendAsync(Call.Patch(path, by, body, ifMatch));

    /// <summary>A new account that only this test uses.</summary>
    public async Task<Person> RegisterAsync(string role)
    {
        var email = $"{role}-{Guid.NewGuid():N}@example.test";
        var call = Call.Post("/v1/auth/register", null, new { email, password = Person.Password, displayName = $"A {role}", role });
        return PersonOf((await SendPatientlyAsync(call)).Is(201));
    }

    /// <summary>Operators cannot be registered; this one is made as a database administrator would.</summary>
    public async Task<Person> MakeOperatorAsync()
    {
        var person = await RegisterAsync("homeowner");
        await Rows.ExecuteAsync("update users set role = 'operator' where id = $1", Guid.Parse(person.Id));
        var login = Call.Post("/v1/auth/login", null, new { email = person.Email, password = Person.Password });
        return PersonOf((await SendPatientlyAsync(login)).Is(200));
    }

    /// <summary>
    /// For requests that cost a password hash: on a busy machine they may be answered with 503, and are sent again.
    /// </summary>
    public async Task<Answer> SendPatientlyAsync(Call call)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await SendAsync(call with { MayFail = attempt < 5 });
            if (answer.Slug != "temporarily-unavailable")
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
    }

    public static Person PersonOf(Answer session)
    {
        var user = session["user"];
        return new(user.GetProperty("id").GetString()!, user.GetProperty("email").GetString()!,
            user.GetProperty("roles")[0].GetString()!, session.TextOf("accessToken")!, session.TextOf("refreshToken")!);
    }

    /// <summary>All items of a list, page by page.</summary>
    public async Task<IReadOnlyList<System.Text.Json.JsonElement>> CrawlAsync(string path, Person? by, Func<Task>? betweenPages = null)
    {
        var items = new List<System.Text.Json.JsonElement>();
        for (string? cursor = null; ;)
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = (await GetAsync(cursor is null ? path : $"{path}{separator}cursor={cursor}", by)).Is(200);
            items.AddRange(page.Items);
            cursor = page.NextCursor;
            if (cursor is null)
            {
                return items;
            }

            if (betweenPages is not null)
            {
                await betweenPages();
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async ValueTask<Stream> ConnectAsync(IPAddress from, DnsEndPoint to, CancellationToken ct)
    {
        var socket = new Socket(from.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(IPAddress.Parse(to.Host), to.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Whoever gets a problem can look up what it means and what to do.
    private async Task CheckPageAsync(string slug, int status)
    {
        var page = (await GetAsync($"/problems/{slug}")).Is(200);
        Assert.StartsWith("text/html", page.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains($"<code>{status}</code>", page.Text, StringComparison.Ordinal);
        Assert.Contains("What to do", page.Text, StringComparison.Ordinal);
    }
}
