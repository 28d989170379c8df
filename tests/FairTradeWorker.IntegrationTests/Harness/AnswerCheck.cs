using System.Text.Json;
using System.Text.RegularExpressions;

namespace FairTradeWorker.IntegrationTests.Harness;

/// <summary>What holds for every answer of the API, whatever was asked. Every answer of the suite goes through here.</summary>
internal static partial class AnswerCheck
{
    private static readonly string[] Free = ["/health", "/metrics", "/openapi", "/docs", "/problems"];

    public static void Check(Answer answer, Func<string, string> logOf)
    {
        if (answer.Status >= 500 && !answer.Call.MayFail)
        {
            Assert.Fail($"{answer}\nis the server's failure, whatever a client sends. It logged:\n{logOf(answer.TextOf("traceId")!)}");
        }

        Holds(answer, answer.Header("X-Content-Type-Options") == "nosniff", "X-Content-Type-Options is nosniff");
        Holds(answer, answer.Header("X-Frame-Options") == "DENY", "X-Frame-Options is DENY");
        Holds(answer, answer.Header("Referrer-Policy") == "no-referrer", "Referrer-Policy is no-referrer");
        Holds(answer, answer.Header("Content-Security-Policy")?.Contains("frame-ancestors 'none'", StringComparison.Ordinal) is true,
            "Content-Security-Policy forbids framing");
        Holds(answer, answer.Header("Server") is null && answer.Header("X-Powered-By") is null, "nothing names the server");
        Holds(answer, !answer.Call.Path.StartsWith("/v1/", StringComparison.Ordinal) || !Internals().IsMatch(answer.Text), "nothing of our code shows");
        Holds(answer, IsLimited(answer.Call) == (answer.Header("RateLimit-Policy") is not null) && IsLimited(answer.Call) == (answer.Header("RateLimit") is not null),
            "every answer says what is left of its quotas, but those that are free");
        if (answer.Status >= 400)
        {
            CheckProblem(answer);
        }

        if (answer.Call.By is not null && answer.Status != 304)
        {
            Holds(answer, answer.Header("Cache-Control")?.Contains("no-", StringComparison.Ordinal) is true, "no cache keeps what is personal");
        }
    }

    private static void CheckProblem(Answer answer)
    {
        Holds(answer, answer.Header("Content-Type") == "application/problem+json", "an error is application/problem+json");
        var problem = answer.Json;
        Holds(answer, problem.GetProperty("status").GetInt32() == answer.Status, "the problem's status is the answer's");
        Holds(answer, SlugForm().IsMatch(problem.GetProperty("type").GetString()!), "type is /problems/<slug>");
        foreach (var member in (string[])["title", "detail", "traceId"])
        {
            Holds(answer, problem.GetProperty(member) is { ValueKind: JsonValueKind.String } text && text.GetString()!.Length > 0, $"{member} is there");
        }

        Holds(answer, (answer.Slug == "validation-error") == answer.Has("errors"), "errors are there when something is not valid");
        Holds(answer, (answer.Status == 401) == (answer.Header("WWW-Authenticate") is not null) || answer.Call.Path.StartsWith("/v1/auth/", StringComparison.Ordinal),
            "401 says how to authenticate");
        Holds(answer, answer.Status is not (429 or 503) || int.Parse(answer.Header("Retry-After")!, null) > 0, "429 and 503 say when to come again");
    }

    private static bool IsLimited(Call call) => call.Method != "OPTIONS" &&
        !Free.Any(free => PathOf(call) == free || PathOf(call).StartsWith($"{free}/", StringComparison.Ordinal));

    // As the client's own library sends it: dots and their escapes are resolved.
    private static string PathOf(Call call) => Uri.TryCreate($"http://host{call.Path}", UriKind.Absolute, out var uri) ? uri.AbsolutePath : call.Path;

    private static void Holds(Answer answer, bool condition, string rule) =>
        Assert.True(condition, $"{answer}\nbreaks the rule that {rule}.");

    [GeneratedRegex("^/problems/[a-z]+(-[a-z]+)*$")]
    private static partial Regex SlugForm();

    [GeneratedRegex(@"\n   at |System\.|Npgsql|Microsoft\.|FairTradeWorker\.[A-Z]|Exception\b|\bSQLSTATE\b|SELECT .* FROM|JobContent|BidContent|Request\b`|\.cs:line|postgres://|Host=")]
    private static partial Regex Internals();
}
