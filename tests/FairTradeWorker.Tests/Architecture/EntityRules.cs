using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Tests.Architecture;

/// <summary>What rows of the database may know, and where they must not be seen.</summary>
internal static class EntityRules
{
    private static readonly string[] NotForEntities =
        ["Microsoft.AspNetCore.", "System.Net.Http.", "StackExchange.Redis.", "Microsoft.Extensions.Options."];

    /// <summary>The types that an <see cref="IEntityTypeConfiguration{TEntity}"/> maps.</summary>
    public static IReadOnlySet<Type> Entities(CodeBase code) => code.Types
        .SelectMany(type => type.GetInterfaces())
        .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IEntityTypeConfiguration<>))
        .Select(contract => contract.GetGenericArguments()[0])
        .ToHashSet();

    /// <summary>Entities that use the web, HTTP clients, Redis or configuration.</summary>
    public static IReadOnlyList<string> EntitiesWithForeignKnowledge(CodeBase code)
    {
        var entities = Entities(code).Select(type => type.FullName).ToHashSet();
        return
        [
            .. code.Dependencies.Where(dependency => entities.Contains(dependency.From) &&
                    NotForEntities.Any(space => dependency.To.StartsWith(space, StringComparison.Ordinal)))
                .Select(dependency => dependency.ToString()),
        ];
    }

    /// <summary>Handlers whose request or answer is an entity or has one inside.</summary>
    public static IReadOnlyList<string> EntitiesOnTheWire(CodeBase code, IEnumerable<MethodInfo> handlers)
    {
        var entities = Entities(code);
        return
        [
            .. from handler in handlers
               from wireType in HandlerTypes.RequestsOf(handler).Concat(HandlerTypes.AnswersOf(handler))
               from part in HandlerTypes.PartsOf(wireType)
               where entities.Contains(part)
               select $"{handler.DeclaringType?.Name} shows {part.Name} as {wireType.Name}",
        ];
    }
}
