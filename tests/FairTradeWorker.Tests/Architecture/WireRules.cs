using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Validation;

namespace FairTradeWorker.Tests.Architecture;

/// <summary>What the types of requests and answers need before they can be read and written.</summary>
internal static class WireRules
{
    /// <summary>Request types that the framework would silently accept without validating.</summary>
    public static IReadOnlyList<string> RequestsWithoutValidation(IEnumerable<MethodInfo> handlers) =>
    [
        .. handlers.SelectMany(HandlerTypes.RequestsOf).Distinct()
            .Where(type => !type.IsVisible || type.GetCustomAttribute<ValidatableTypeAttribute>(inherit: false) is null)
            .Select(type => $"{type.Name} lacks [ValidatableType] or is not public"),
    ];

    /// <summary>Types that no source-generated JSON context knows.</summary>
    public static IReadOnlyList<string> TypesWithoutJson(IEnumerable<MethodInfo> handlers, JsonSerializerOptions options) =>
    [
        .. handlers.SelectMany(handler => HandlerTypes.RequestsOf(handler).Concat(HandlerTypes.AnswersOf(handler))).Distinct()
            .Where(type => !options.TryGetTypeInfo(type, out _))
            .Select(type => $"{type} is in no JSON context"),
    ];
}
