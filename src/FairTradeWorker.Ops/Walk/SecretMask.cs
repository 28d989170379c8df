using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FairTradeWorker.Ops.Walk;

/// <summary>Makes JSON fit to be shown: indented, and without passwords and tokens, which logs would keep.</summary>
internal static class SecretMask
{
    public const string Mask = "***";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        // For a terminal, never for a browser: accents are to be read, not escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly HashSet<string> SecretMembers =
        new(["password", "accessToken", "refreshToken"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The text to show for a body; one that is not JSON is returned as it is.</summary>
    public static string Show(ReadOnlySpan<byte> body)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(body);
        }

        Hide(node);
        return node?.ToJsonString(Readable) ?? "null";
    }

    private static void Hide(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var element in array)
            {
                Hide(element);
            }
        }

        if (node is not JsonObject members)
        {
            return;
        }

        foreach (var (name, value) in members.ToArray())
        {
            if (SecretMembers.Contains(name))
            {
                members[name] = Mask;
            }
            else
            {
                Hide(value);
            }
        }
    }
}
