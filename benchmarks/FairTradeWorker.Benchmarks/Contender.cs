using System.Net;
using System.Text;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.Benchmarks;

/// <summary>Whoever answers the same question.</summary>
internal abstract record Contender(string Name)
{
    /// <summary>The base of the ratios.</summary>
    public const string Bare = "bare Kestrel and Npgsql";
}

/// <param name="Request">A new request, to an address below the process's.</param>
/// <param name="Status">The only answer that counts.</param>
internal sealed record HttpContender(string Name, AppProcess Process, Func<HttpRequestMessage> Request, HttpStatusCode Status)
    : Contender(Name)
{
    private static int visitors;

    public static HttpRequestMessage Get(string path, string? token = null) => From(new(HttpMethod.Get, path), token);

    public static HttpRequestMessage Post(string path, string body, string? token = null)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new("application/json");
        return From(new(HttpMethod.Post, path) { Content = content }, token);
    }

    // Each anonymous request comes from another address, so that the rate limit is asked and refuses nobody.
    private static HttpRequestMessage From(HttpRequestMessage request, string? token)
    {
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }
        else
        {
            var visitor = Interlocked.Increment(ref visitors);
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", $"10.{visitor >> 16 & 255}.{visitor >> 8 & 255}.{visitor & 255}");
        }

        return request;
    }
}

/// <param name="Script">pgbench's script.</param>
internal sealed record PgBenchContender(string Script) : Contender("pgbench, the statement alone");
