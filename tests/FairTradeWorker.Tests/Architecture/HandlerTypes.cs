using System.Reflection;
using FairTradeWorker.Marketplace.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Tests.Architecture;

/// <summary>Handlers and the types that they read and answer, found by their signatures.</summary>
internal static class HandlerTypes
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The static methods that answer a request, whatever they are called.</summary>
    public static IReadOnlyList<MethodInfo> HandlersOf(CodeBase code) =>
    [
        .. code.Types.SelectMany(type => type.GetMethods(Static))
            .Where(method => RequestsOf(method).Any() || (method.GetParameters().Length > 0 && AnswersOf(method).Any())),
    ];

    /// <summary>What a handler reads from the request's body.</summary>
    public static IEnumerable<Type> RequestsOf(MethodInfo handler) => handler.GetParameters()
        .Select(parameter => parameter.ParameterType)
        .Where(type => type.IsGenericType &&
            (type.GetGenericTypeDefinition() == typeof(Body<>) || type.GetGenericTypeDefinition() == typeof(PatchBody<>)))
        .Select(type => type.GetGenericArguments()[0]);

    /// <summary>What a handler sends: the values inside Ok, Created and the like, through tasks and unions.</summary>
    public static IEnumerable<Type> AnswersOf(MethodInfo handler) => ValuesIn(handler.ReturnType).Distinct();

    /// <summary>A type, its generic arguments, and the types of its properties, all the way down.</summary>
    public static IReadOnlySet<Type> PartsOf(Type type)
    {
        var parts = new HashSet<Type>();
        Collect(type, parts);
        return parts;
    }

    private static IEnumerable<Type> ValuesIn(Type type)
    {
        if (!type.IsGenericType)
        {
            return [];
        }

        var arguments = type.GetGenericArguments();
        if (type.IsAssignableTo(typeof(IValueHttpResult)))
        {
            return arguments;
        }

        return type.IsAssignableTo(typeof(Task)) || type.IsAssignableTo(typeof(IResult)) ? arguments.SelectMany(ValuesIn) : [];
    }

    private static void Collect(Type type, HashSet<Type> parts)
    {
        var isOurs = type.Namespace?.StartsWith("FairTradeWorker.", StringComparison.Ordinal) == true;
        if (!parts.Add(type) || (!isOurs && !type.IsGenericType))
        {
            return;
        }

        foreach (var argument in type.GetGenericArguments())
        {
            Collect(argument, parts);
        }

        if (isOurs)
        {
            foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
            {
                Collect(property.PropertyType, parts);
            }
        }
    }
}
