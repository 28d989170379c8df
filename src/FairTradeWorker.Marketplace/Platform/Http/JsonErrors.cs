using System.Text.Json;
using System.Text.RegularExpressions;
using FairTradeWorker.Marketplace.Platform.Json;

namespace FairTradeWorker.Marketplace.Platform.Http;

/// <summary>
/// Turns the serializer's exceptions into member names and sentences for the caller. The framework's own texts name
/// our types, so only the facts are taken out of them; a test holds the two forms that are read here.
/// </summary>
internal static partial class JsonErrors
{
    private static readonly string[] Required = ["Is required."];

    public static IReadOnlyDictionary<string, string[]> Explain(JsonException exception)
    {
        if (MissingMembers().Match(exception.Message) is { Success: true } missing)
        {
            return QuotedName().Matches(missing.Groups[1].Value)
                .ToDictionary(match => match.Groups[1].Value, _ => Required, StringComparer.Ordinal);
        }

        if (UnknownMember().Match(exception.Message) is { Success: true } unknown)
        {
            return One(Member(exception, unknown.Groups[1].Value), "Is not a member of this request.");
        }

        if (DuplicateMember().Match(exception.Message) is { Success: true } duplicate)
        {
            return One(Member(exception, duplicate.Groups[1].Value), "Appears more than once.");
        }

        return exception is InvalidMemberException
            ? One(Member(exception, null), exception.Message)
            : One(Member(exception, null), "Is not JSON of the expected form: wrong type, out of range, or malformed.");
    }

    private static Dictionary<string, string[]> One(string member, string message) =>
        new(StringComparer.Ordinal) { [member] = [message] };

    // "$.address.city" → "address.city"; "$" → the member that the message named, or the body as a whole.
    private static string Member(JsonException exception, string? named)
    {
        var path = exception.Path is { Length: > 2 } full ? full[(full[1] == '.' ? 2 : 1)..] : string.Empty;
        if (named is not null && !path.EndsWith(named, StringComparison.Ordinal))
        {
            path = path.Length == 0 ? named : $"{path}.{named}";
        }

        return path.Length == 0 ? "body" : path;
    }

    [GeneratedRegex("missing required properties including: (.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex MissingMembers();

    [GeneratedRegex("The JSON property '(.*)' could not be mapped", RegexOptions.NonBacktracking)]
    private static partial Regex UnknownMember();

    [GeneratedRegex("Duplicate property '(.*)' encountered", RegexOptions.NonBacktracking)]
    private static partial Regex DuplicateMember();

    [GeneratedRegex("'([^']+)'", RegexOptions.NonBacktracking)]
    private static partial Regex QuotedName();
}
