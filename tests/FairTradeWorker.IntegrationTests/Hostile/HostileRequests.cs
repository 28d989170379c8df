using System.Text;

namespace FairTradeWorker.IntegrationTests.Hostile;

/// <summary>Bytes that somebody might send, and what must come back.</summary>
/// <param name="Expected">
/// Status and slug of the problem; "bare" for what Kestrel refuses below our code, without a body; "ok" for an answer
/// without a problem; "closed" when there is no answer.
/// </param>
public sealed record HostileRequest(string Name, string Expected, byte[] Bytes)
{
    public override string ToString() => Name;
}

/// <summary>
/// The corpus. What is wrong inside of JSON, in parameters, cursors, tokens and keys is the matter of StrictJsonTests,
/// QueryTests, CursorTests, ForgedTokenTests and IdempotencyTests; here are the bytes around it.
/// </summary>
internal static class HostileRequests
{
    private const string End = "\r\nHost: x\r\nConnection: close\r\n\r\n";

    /// <summary>Whole requests.</summary>
    public static IEnumerable<HostileRequest> All => RequestLines.Concat(Targets).Concat(Hosts).Concat(Headers).Concat(Lengths).Concat(Chunks);

    /// <summary>Bodies, for every operation that takes one; the head says how long they are.</summary>
    public static IReadOnlyList<(string Name, string Expected, byte[] Body)> Bodies { get; } =
    [
        ("a byte order mark of UTF-8", "400 validation-error", [0xEF, 0xBB, 0xBF, .. "{}"u8]),
        ("UTF-16 without a mark", "400 validation-error", Encoding.Unicode.GetBytes("{\"email\":\"a\"}")),
        ("UTF-32", "400 validation-error", Encoding.UTF32.GetBytes("{\"email\":\"a\"}")),
        ("an overlong slash in a text", "400 validation-error", Latin("{\"email\":\"\u00c0\u00af\"}")),
        ("20,000 unknown members", "400 validation-error", Latin($"{{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"k{i}\":0"))}}}")),
        ("a million unknown members", "413 body-too-large", Latin($"{{{string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"k{i}\":0"))}}}")),
        ("one member 20,000 times", "400 validation-error", Latin($"{{{string.Join(',', Enumerable.Repeat("\"email\":\"a\"", 20_000))}}}")),
        ("100,000 levels", "400 validation-error", Latin(new string('[', 100_000))),
        ("100,000 levels of objects", "400 validation-error", Latin(string.Concat(Enumerable.Repeat("{\"a\":", 40_000)))),
        ("a number of 250,000 digits", "400 validation-error", Latin($"{{\"amountCents\":{new string('9', 250_000)}}}")),
        ("a number of 1 MB", "413 body-too-large", Latin($"{{\"amountCents\":{new string('9', 1024 * 1024)}}}")),
        ("an exponent of 250,000 digits", "400 validation-error", Latin($"{{\"amountCents\":1e{new string('9', 250_000)}}}")),
        ("NaN", "400 validation-error", Latin("{\"amountCents\":NaN}")),
        ("a name of 250,000 characters", "400 validation-error", Latin($"{{\"{new string('k', 250_000)}\":1}}")),
        ("40,000 escaped characters", "400 validation-error", Latin($"{{\"{string.Concat(Enumerable.Repeat("\\u0041", 40_000))}\":1}}")),
        ("a text that never ends", "400 validation-error", Latin($"{{\"email\":\"{new string('a', 250_000)}")),
        ("gzip that nobody announced", "400 validation-error", Latin("\u001f\u008b\u0008\0\0\0\0\0\0\u0003\u00ab\u00ae\u0005\0\u0043\u00bf\u00a6\u00a3\u0002\0\0\0")),
        ("256 KB of NUL", "400 validation-error", new byte[256 * 1024]),
        ("10 MB", "413 body-too-large", Latin(new string(' ', 10 * 1024 * 1024))),
        ("31 MB", "413 body-too-large", Latin(new string(' ', 31 * 1024 * 1024))),
    ];

    private static IEnumerable<HostileRequest> RequestLines =>
    [
        Line("line ends in front", "200 ok", $"\r\n\r\n\r\nGET /v1/trades HTTP/1.1{End}"),
        Line("a method alone", "400 bare", "GET\r\n\r\n"),
        Line("no version (HTTP/0.9)", "400 bare", "GET /v1/jobs\r\n\r\n"),
        Line("a version that there is not", "505 bare", $"GET /v1/jobs HTTP/9.9{End}"),
        Line("HTTP/2 in a line of HTTP/1", "505 bare", $"GET /v1/jobs HTTP/2.0{End}"),
        Line("a lower case version", "505 bare", $"GET /v1/jobs http/1.1{End}"),
        Line("a fourth word", "400 bare", $"GET /v1/jobs HTTP/1.1 more{End}"),
        Line("two spaces", "400 bare", $"GET  /v1/jobs HTTP/1.1{End}"),
        Line("a space in front", "400 bare", $" GET /v1/jobs HTTP/1.1{End}"),
        Line("tabs for spaces", "400 bare", $"GET\t/v1/jobs\tHTTP/1.1{End}"),
        Line("NUL in the method", "400 bare", $"G\0T /v1/jobs HTTP/1.1{End}"),
        Line("a method in lower case", "200 ok", $"get /v1/jobs HTTP/1.1{End}"),
        Line("TRACE", "405 method-not-allowed", $"TRACE /v1/jobs HTTP/1.1{End}"),
        Line("a method that there is not", "405 method-not-allowed", $"PROPFIND /v1/jobs HTTP/1.1{End}"),
        Line("a method of 5,000 letters", "405 method-not-allowed", $"{new string('A', 5_000)} /v1/jobs HTTP/1.1{End}"),
        Line("a request line of 9 KB", "414 bare", $"GET /v1/jobs?q={new string('a', 9 * 1024)} HTTP/1.1{End}"),
        Line("a request line without an end", "414 bare", $"GET /{new string('a', 20 * 1024)}"),
        Line("the preface of HTTP/2", "no HTTP/1", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Line("a greeting of TLS", "400 bare", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n"),
        Line("a greeting of SSH", "400 bare", "SSH-2.0-OpenSSH_9.2\r\n\r\n"),
        Line("bytes of no protocol", "400 bare", string.Concat(Enumerable.Range(128, 128).Select(b => (char)b)) + "\r\n\r\n"),
        Line("bare line feeds", "200 ok", "GET /v1/trades HTTP/1.1\nHost: x\nConnection: close\n\n"),
    ];

    private static IEnumerable<HostileRequest> Targets =>
    [
        Target("NUL as %00", "400 bare", "/v1/jobs/%00"),
        Target("NUL as %00 in the query", "400 validation-error", "/v1/jobs?q=%00"),
        Target("NUL itself", "400 bare", "/v1/jobs/\0"),
        Target("a byte above ASCII", "400 bare", "/v1/jobs/\u00ff"),
        Target("a byte above ASCII in the query", "400 bare", "/v1/jobs?q=\u00ff"),
        Target("%ff, which is no UTF-8", "404 not-found", "/v1/jobs/%ff"),
        Target("%ff in the query", "200 ok", "/v1/jobs?q=%ff"),
        Target("an overlong slash", "404 not-found", "/v1/jobs/%c0%af"),
        Target("half a surrogate pair", "404 not-found", "/v1/jobs/%ed%a0%80"),
        Target("beyond Unicode", "404 not-found", "/v1/jobs/%f4%90%80%80"),
        Target("a per cent sign alone", "404 not-found", "/v1/jobs/%"),
        Target("half an escape", "404 not-found", "/v1/jobs/%2"),
        Target("an escape that is none", "404 not-found", "/v1/jobs/%zz"),
        Target("an escape of an escape", "404 not-found", "/v1/jobs/%2500"),
        Target("line ends in the path", "404 not-found", "/v1/jobs/%0d%0aX-Evil:%201"),
        Target("up and out", "404 not-found", "/v1/../../../etc/passwd"),
        Target("up and out, escaped", "404 not-found", "/v1/%2e%2e/%2e%2e/etc/passwd"),
        Target("up and out by escaped slashes", "404 not-found", "/v1/jobs/..%2f..%2f..%2fetc%2fpasswd"),
        Target("up and out by backslashes", "404 not-found", "/v1/jobs/..\\..\\etc\\passwd"),
        Target("up and in again", "200 ok", "/v1/jobs/../trades"),
        Target("double slashes", "404 not-found", "//v1//trades"),
        Target("a parameter in the path", "404 not-found", "/v1/jobs;jsessionid=1"),
        Target("a fragment", "404 not-found", "/v1/jobs#part"),
        Target("no slash in front", "400 bare", "v1/jobs"),
        Target("an absolute address", "200 ok", "http://x/v1/trades"),
        Target("an absolute address of somebody else", "400 bare", "http://evil.example/v1/trades"),
        Target("an absolute address of another kind", "400 bare", "ftp://x/v1/trades"),
        Target("an address of a metadata service", "400 bare", "http://169.254.169.254/latest/meta-data"),
        Target("an authority", "405 bare", "x:80"),
        Target("an asterisk", "405 bare", "*"),
        Line("CONNECT to somebody else", "404 not-found", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n"),
        Line("OPTIONS of everything", "404 not-found", $"OPTIONS * HTTP/1.1{End}"),
        Target("3,000 empty parameters", "200 ok", $"/v1/trades?{new string('&', 3_000)}"),
        Target("2,000 parameters", "200 ok", $"/v1/trades?{string.Join('&', Enumerable.Range(0, 1_500).Select(i => $"a{i % 10}"))}"),
        Target("1,000 segments", "404 not-found", $"/v1{string.Concat(Enumerable.Repeat("/a", 1_000))}"),
    ];

    private static IEnumerable<HostileRequest> Hosts =>
    [
        Head("no Host", "400 bare", "Connection: close"),
        Head("two Hosts", "400 bare", "Host: x\r\nHost: y\r\nConnection: close"),
        Head("an empty Host", "200 ok", "Host:\r\nConnection: close"),
        Head("a Host with a space", "400 bare", "Host: x y\r\nConnection: close"),
        Head("a Host with a path", "400 bare", "Host: x/../y\r\nConnection: close"),
        Head("a Host with a user", "400 bare", "Host: user@x\r\nConnection: close"),
        Head("a Host with half an IPv6 address", "400 bare", "Host: [::1\r\nConnection: close"),
        Head("a Host with a port that is none", "400 bare", "Host: x:port\r\nConnection: close"),
        Head("a Host with markup", "400 bare", "Host: <script>alert(1)</script>\r\nConnection: close"),
        Head("a Host of 10,000 characters", "200 ok", $"Host: {new string('x', 10_000)}\r\nConnection: close"),
        Line("HTTP/1.0 without a Host", "200 ok", "GET /v1/trades HTTP/1.0\r\n\r\n"),
    ];

    private static IEnumerable<HostileRequest> Headers =>
    [
        Extra("a header without a colon", "400 bare", "Nonsense"),
        Extra("a header without a name", "400 bare", ": nothing"),
        Extra("a space before the colon", "400 bare", "X-Evil : 1"),
        Extra("a name with brackets", "200 ok", "X(Evil): 1"),
        Extra("a folded header", "400 bare", "X-Evil: 1\r\n 2"),
        Extra("NUL in a value", "400 bare", "X-Evil: 1\0" + "2"),
        Extra("a carriage return in a value", "400 bare", "X-Evil: 1\r2"),
        Extra("a byte above ASCII in a value", "400 bare", "X-Evil: \u00ff"),
        Extra("150 headers", "431 bare", string.Join("\r\n", Enumerable.Range(0, 150).Select(i => $"X-{i}: {i}"))),
        Extra("a header of 17 KB", "431 bare", $"X-Long: {new string('a', 17 * 1024)}"),
        Extra("a name of 17 KB", "431 bare", $"{new string('a', 17 * 1024)}: 1"),
        Extra("a cookie of 15 KB", "200 ok", $"Cookie: a={new string('a', 15 * 1024)}"),
        Extra("another method in a header", "200 ok", "X-HTTP-Method-Override: DELETE"),
        Extra("a forwarded address with markup", "200 ok", "X-Forwarded-For: <script>, 127.0.0.1\r\nX-Forwarded-Host: evil.example\r\nForwarded: for=\"_x\";host=evil"),
        Extra("a trace that is none", "200 ok", "traceparent: 00-zz-zz-zz\r\ntracestate: \t,,=\r\nbaggage: ,=,;"),
        Extra("an authorization of no kind", "401 unauthenticated", "Authorization: "),
        Extra("an authorization of another kind", "401 unauthenticated", "Authorization: Basic YTpi"),
        Extra("a range that is none", "200 ok", "Range: bytes=9-1,-,x"),
        Extra("an upgrade to WebSocket", "200 ok", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAA\r\nSec-WebSocket-Version: 13"),
        Extra("an upgrade to HTTP/2", "200 ok", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk"),
        Extra("an expectation that is none", "200 ok", "Expect: the-unexpected"),
        Extra("an origin with markup", "200 ok", "Origin: <script>"),
    ];

    // What a proxy in front could read otherwise than we do, so that a second request hides in the first.
    private static IEnumerable<HostileRequest> Lengths =>
    [
        Post("two lengths that differ", "400 bare", "Content-Length: 2\r\nContent-Length: 5", "{}"),
        Post("two lengths that agree", "400 bare", "Content-Length: 2\r\nContent-Length: 2", "{}"),
        Post("a list of lengths", "400 bare", "Content-Length: 2, 2", "{}"),
        Post("a negative length", "400 bare", "Content-Length: -1", "{}"),
        // Kestrel keeps the number only; nobody behind us could read it otherwise.
        Post("a length with a sign", "400 validation-error", "Content-Length: +2", "{}"),
        Post("a hexadecimal length", "400 bare", "Content-Length: 0x2", "{}"),
        Post("a length with a fraction", "400 bare", "Content-Length: 2.0", "{}"),
        Post("a length that is too large for any number", "400 bare", "Content-Length: 99999999999999999999", "{}"),
        Post("an empty length", "400 bare", "Content-Length:", "{}"),
        Post("neither length nor chunks", "400 validation-error", "X: 1", ""),
        Post("a length and chunks", "400 bad-request", "Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
        Post("a length and chunks with a request behind", "400 bad-request", "Content-Length: 4\r\nTransfer-Encoding: chunked", "0\r\n\r\nGET /v1/trades HTTP/1.1\r\nHost: x\r\n\r\n"),
        Post("chunks and a length with a request behind", "400 bad-request", "Transfer-Encoding: chunked\r\nContent-Length: 44", "0\r\n\r\nGET /v1/trades HTTP/1.1\r\nHost: x\r\n\r\n"),
        Post("an encoding that there is not", "400 bare", "Transfer-Encoding: nonsense", "{}"),
        Post("chunks that are not last", "400 bare", "Transfer-Encoding: chunked, identity", "0\r\n\r\n"),
        Post("chunks of gzip", "400 bad-request", "Transfer-Encoding: gzip, chunked", "0\r\n\r\n"),
        Post("a space before the colon of the encoding", "400 bare", "Transfer-Encoding : chunked", "0\r\n\r\n"),
        Post("a vertical tab in the encoding", "400 bare", "Transfer-Encoding: \u000bchunked", "0\r\n\r\n"),
    ];

    private static IEnumerable<HostileRequest> Chunks =>
    [
        Chunked("a size that is no number", "400 bad-request", "zz\r\n{}\r\n0\r\n\r\n"),
        Chunked("a negative size", "400 bad-request", "-2\r\n{}\r\n0\r\n\r\n"),
        Chunked("a size with a prefix", "400 bad-request", "0x2\r\n{}\r\n0\r\n\r\n"),
        Chunked("a size beyond any number", "400 bad-request", "ffffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
        Chunked("a size of almost 2 GB", "413 body-too-large", $"7fffffff\r\n{new string(' ', 300_000)}"),
        Chunked("an empty size", "400 bad-request", "\r\n{}\r\n0\r\n\r\n"),
        Chunked("a chunk that is longer than it says", "400 bad-request", "1\r\n{}\r\n0\r\n\r\n"),
        Chunked("a size of 100,000 zeros", "400 bad-request", $"{new string('0', 100_000)}2\r\n{{}}\r\n0\r\n\r\n"),
        Chunked("an extension of 300 KB", "413 body-too-large", $"2;x={new string('a', 300_000)}\r\n{{}}\r\n0\r\n\r\n"),
        Chunked("30,000 chunks of one byte", "400 validation-error", $"{string.Concat(Enumerable.Repeat("1\r\n \r\n", 30_000))}0\r\n\r\n"),
        Chunked("a trailer without a colon", "400 bad-request", "2\r\n{}\r\n0\r\nNonsense\r\n\r\n"),
        Chunked("a trailer of 17 KB", "400 bad-request", $"2\r\n{{}}\r\n0\r\nX: {new string('a', 17 * 1024)}\r\n\r\n"),
        Chunked("a trailer that would change the head", "400 validation-error", "2\r\n{}\r\n0\r\nContent-Length: 5\r\nAuthorization: Bearer x\r\n\r\n"),
    ];

    private static HostileRequest Line(string name, string expected, string request) => new(name, expected, Latin(request));

    private static HostileRequest Target(string name, string expected, string target) => Line(name, expected, $"GET {target} HTTP/1.1{End}");

    private static HostileRequest Head(string name, string expected, string head) => Line(name, expected, $"GET /v1/trades HTTP/1.1\r\n{head}\r\n\r\n");

    private static HostileRequest Extra(string name, string expected, string header) => Head(name, expected, $"Host: x\r\n{header}\r\nConnection: close");

    private static HostileRequest Post(string name, string expected, string header, string body) => Line(name, expected,
        $"POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{header}\r\nConnection: close\r\n\r\n{body}");

    private static HostileRequest Chunked(string name, string expected, string chunks) => Post(name, expected, "Transfer-Encoding: chunked", chunks);

    // Every character is one byte.
    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
