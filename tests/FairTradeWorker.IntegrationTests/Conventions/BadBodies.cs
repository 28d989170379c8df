using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Conventions;

/// <summary>Makes every bad body out of the good one.</summary>
internal static class BadBodies
{
    public static IEnumerable<(string Name, byte[] Body)> Of(Operation operation) =>
        Whole(operation).Concat(Members(operation)).Select(bad => (bad.Name, bad.Body as byte[] ?? Encoding.UTF8.GetBytes((string)bad.Body)));

    private static IEnumerable<(string Name, object Body)> Whole(Operation operation)
    {
        var good = operation.BodyExample!;
        var text = good.ToJsonString();
        if (operation.IsBodyRequired)
        {
            yield return ("empty", "");
        }

        yield return ("white space", "  \n ");
        yield return ("null", "null");
        yield return ("array", $"[{text}]");
        yield return ("empty array", "[]");
        yield return ("number", "1");
        yield return ("text", "\"text\"");
        yield return ("true", "true");
        yield return ("cut off", text[..^1]);
        yield return ("trailing garbage", $"{text}x");
        yield return ("two objects", $"{text}{text}");
        yield return ("trailing comma", $"{text[..^1]},}}");
        yield return ("comment", $"/* */{text}");
        if (good.Count > 0)
        {
            yield return ("single quotes", text.Replace('"', '\''));
        }

        yield return ("byte order mark of UTF-16", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray());
        yield return ("invalid UTF-8", Encoding.Latin1.GetBytes(text[..^1] + ",\"\u00ff\":1}"));
        if (good.Count > 0)
        {
            yield return ("invalid UTF-8 value", ByteInside(good));
        }

        foreach (var depth in (int[])[17, 100, 60_000])
        {
            yield return ($"depth {depth}", $"{text[..^1]},\"deep\":{new string('[', depth - 1)}{new string(']', depth - 1)}}}");
        }

        foreach (var unknown in (string[])["unknown", "id", "status", "version", "ownerId", "isPro", "__proto__", "", "$type", "UNKNOWN", "\\u0000", "\\ud800"])
        {
            yield return ($"unknown member {unknown}", $"{text[..^1]},\"{unknown}\":1}}");
        }
    }

    private static IEnumerable<(string Name, object Body)> Members(Operation operation)
    {
        var good = operation.BodyExample!;
        var schema = operation.BodySchema;
        var required = schema?["required"] is JsonArray names ? names.Select(name => name!.GetValue<string>()).ToList() : [];
        foreach (var (name, value) in good)
        {
            var text = good.ToJsonString();
            yield return ($"{name} twice", $"{text[..^1]},\"{name}\":{value?.ToJsonString() ?? "null"}}}");
            yield return ($"{name} in another case", Renamed(good, name));
            foreach (var (wrong, json) in WrongValues(value, operation.Resolve(schema?["properties"]?[name])))
            {
                if (name == "bio" && wrong == "empty")
                {
                    // Whoever has nothing to say about himself may say nothing.
                    continue;
                }

                yield return ($"{name} {wrong}", With(good, name, json));
            }

            if (required.Contains(name))
            {
                yield return ($"{name} missing", Without(good, name));
                yield return ($"{name} null", With(good, name, "null"));
            }
        }
    }

    private static IEnumerable<(string Name, string Json)> WrongValues(JsonNode? value, JsonObject? schema)
    {
        var type = value?.GetValueKind() switch
        {
            JsonValueKind.String or null => "string",
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Array => "array",
            _ => "object",
        };
        foreach (var (kind, json) in ((string, string)[])[("string", "\"text\""), ("number", "7"), ("boolean", "true"), ("array", "[]"), ("object", "{}")])
        {
            // A text where any text is good is no wrong value, and an empty object may be a good one in a patch.
            if (kind != type && !(kind == "object" && type == "object"))
            {
                yield return ($"as {kind}", json);
            }
        }

        if (type == "string")
        {
            yield return ("with escaped U+0000", "\"a text long enough for all \\u0000 of them\"");
            yield return ("with raw U+0000", "\"a text long enough for all \0 of them\"");
            yield return ("with a raw line break", "\"a text long enough for all \n of them\"");
            yield return ("with a lone high surrogate", "\"a text long enough for all \\ud800 of them\"");
            yield return ("with a lone low surrogate", "\"a text long enough for all \\udc00 of them\"");
            yield return ("too long", $"\"{new string('x', 6_000)}\"");
            yield return ("empty", "\"\"");
            yield return ("blank", "\"          \t                      \"");
        }

        if (type == "number")
        {
            foreach (var number in (string[])["1e999", "-1e999", "-1", "1.5", "9223372036854775807", "9223372036854775808", "1e400", "NaN", "Infinity", "\"7\"", "007", "+7", "0x7", "7.", ".7", "--7", "1000000001"])
            {
                yield return ($"of {number}", number);
            }
        }

        if (type == "array" && value!.AsArray() is [{ } first, ..])
        {
            yield return ("with null", "[null]");
            yield return ("with a number", "[7]");
            yield return ("empty", "[]");
            yield return ("with repetition", $"[{first.ToJsonString()},{first.ToJsonString()}]");
            yield return ("with unknown text", "[\"no such thing\"]");
            yield return ("with U+0000", "[\"\\u0000\"]");
            yield return ("too long", $"[{string.Join(',', Enumerable.Range(0, 101).Select(i => $"\"{i}\""))}]");
        }

        if (type == "object" && value is JsonObject inner)
        {
            yield return ("with an unknown member", With(inner, "unknown", "1"));
            foreach (var (name, part) in inner)
            {
                yield return ($"with {name} twice", $"{inner.ToJsonString()[..^1]},\"{name}\":{part?.ToJsonString() ?? "null"}}}");
                yield return ($"with {name} as number", With(inner, name, "7"));
                yield return ($"with {name} of U+0000", With(inner, name, "\"\\u0000\""));
                yield return ($"with {name} too long", With(inner, name, $"\"{new string('x', 500)}\""));
            }
        }

        if (schema?["enum"] is not null || schema?["format"]?.ToString() is "uuid" or "date-time")
        {
            yield return ("of an unknown value", "\"nonsense\"");
            yield return ("of a number in a text", "\"1\"");
        }
    }

    private static string With(JsonObject good, string name, string json) =>
        $"{{{string.Join(',', good.Select(member => $"\"{member.Key}\":{(member.Key == name ? json : member.Value?.ToJsonString() ?? "null")}").Concat(good.ContainsKey(name) ? [] : [$"\"{name}\":{json}"]))}}}";

    private static string Without(JsonObject good, string name)
    {
        var copy = good.DeepClone().AsObject();
        copy.Remove(name);
        return copy.ToJsonString();
    }

    private static string Renamed(JsonObject good, string name)
    {
        var copy = good.DeepClone().AsObject();
        var value = copy[name]?.DeepClone();
        copy.Remove(name);
        copy[$"{char.ToUpperInvariant(name[0])}{name[1..]}"] = value;
        return copy.ToJsonString();
    }

    // The first text of the body gets a byte that is no UTF-8.
    private static byte[] ByteInside(JsonObject good)
    {
        var bytes = Encoding.UTF8.GetBytes(With(good, good.First().Key, "\"a text long enough for all of them\""));
        bytes[Array.IndexOf(bytes, (byte)' ')] = 0xC3;
        return bytes;
    }
}
