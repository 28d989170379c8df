using System.Text.Json.Nodes;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Json;
using Microsoft.OpenApi;

namespace FairTradeWorker.Marketplace.Platform.OpenApi;

/// <summary>How our own types look on the wire.</summary>
internal static class WireTypes
{
    /// <summary>Whether a type is only a way to read a parameter, and no schema of the API.</summary>
    public static bool IsParameter(Type type)
    {
        var actual = Nullable.GetUnderlyingType(type) ?? type;
        return actual == typeof(PathId) || actual.IsAssignableTo(typeof(IQueryValue));
    }

    /// <summary>Corrects <paramref name="schema"/> when <paramref name="type"/> is one of ours; else leaves it alone.</summary>
    public static void Describe(OpenApiSchema schema, Type type)
    {
        var actual = Nullable.GetUnderlyingType(type) ?? type;
        var nullable = actual == type ? default : JsonSchemaType.Null;
        if (actual.IsEnum)
        {
            Set(schema, JsonSchemaType.String | nullable);
            schema.Enum = [.. Texts(actual).Select(text => (JsonNode)text)];
        }
        else if (actual == typeof(string))
        {
            schema.Type = JsonSchemaType.String | (schema.Type & JsonSchemaType.Null ?? default);
        }
        else if (actual.IsAssignableTo(typeof(IEnumerable<string>)))
        {
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        }
        else if (actual == typeof(DateTimeOffset))
        {
            Set(schema, JsonSchemaType.String | nullable, "date-time");
        }
        else if (actual == typeof(PathId))
        {
            Set(schema, JsonSchemaType.String, "uuid");
        }
        else if (actual == typeof(QueryNumber))
        {
            Set(schema, JsonSchemaType.Integer, "int64");
        }
        else if (actual == typeof(QueryDate))
        {
            Set(schema, JsonSchemaType.String, "date");
        }
        else if (actual == typeof(QueryFlag))
        {
            Set(schema, JsonSchemaType.Boolean);
        }
        else if (actual == typeof(QueryText))
        {
            Set(schema, JsonSchemaType.String);
            (schema.MinLength, schema.MaxLength) = (1, QueryText.MaxLength);
        }
        else if (actual.IsGenericType && actual.GetGenericTypeDefinition() == typeof(QueryEnum<>))
        {
            Set(schema, JsonSchemaType.String);
            schema.Enum = [.. Texts(actual.GetGenericArguments()[0]).Select(text => (JsonNode)text)];
        }
    }

    private static void Set(OpenApiSchema schema, JsonSchemaType type, string? format = null)
    {
        schema.Type = type;
        schema.Format = format;
        schema.Pattern = null;
        schema.Properties = null;
        schema.Required = null;
        schema.AdditionalPropertiesAllowed = true;
    }

    private static IEnumerable<string> Texts(Type enumType) =>
        (IEnumerable<string>?)typeof(WireEnum<>).MakeGenericType(enumType).GetProperty(nameof(WireEnum<DayOfWeek>.All))?.GetValue(null) ?? [];
}
