using System.Text.Json;

namespace FairTradeWorker.Marketplace.Platform.Json;

/// <summary>
/// Looks at all texts of a JSON document before <see cref="System.Text.Json.Nodes.JsonNode"/> does, which reads them
/// late and then throws something that is no <see cref="JsonException"/>.
/// </summary>
internal static class JsonTexts
{
    /// <summary>
    /// The top-level member in which a text or a name is not one that can be stored, with the message for the caller;
    /// null when all are good. The member is <c>body</c> when its own name is the bad text.
    /// </summary>
    /// <exception cref="JsonException">The document is malformed.</exception>
    public static (string Member, string Message)? FindBad(ReadOnlySpan<byte> json)
    {
        var member = "body";
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MarketplaceJson.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
                {
                    member = "body";
                    member = reader.GetText();
                }
                else if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
                {
                    reader.GetText();
                }
            }

            return null;
        }
        catch (InvalidMemberException exception)
        {
            return (member, exception.Message);
        }
    }
}
