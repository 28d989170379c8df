using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FairTradeWorker.Tests.Architecture;

/// <summary>Which kinds of types and references the code does without.</summary>
internal static class ShapeRules
{
    private const string TwinOfAspire = "the same interface of Aspire.Hosting, so that AppHost.cs compiles against either";

    /// <summary>Interfaces that may have a single implementation, and why.</summary>
    public static readonly FrozenDictionary<string, string> AllowedSingleImplementations = new Dictionary<string, string>
    {
        ["Aspire.Hosting.Dcp.IDcp"] = "tests put something else in the place of the orchestrator",
        ["Aspire.Hosting.IDistributedApplicationBuilder"] = TwinOfAspire,
        ["Aspire.Hosting.ApplicationModel.IResourceBuilder`1"] = TwinOfAspire,
        ["Aspire.Hosting.ApplicationModel.IResourceCollection"] = TwinOfAspire,
        ["Aspire.Hosting.ApplicationModel.IResourceWithServiceDiscovery"] = TwinOfAspire,
    }.ToFrozenDictionary();

    private static readonly string[] BannedLibraries = ["MediatR", "AutoMapper", "Mediator", "Mapster"];

    /// <summary>Types that put a second data layer before the first.</summary>
    public static IReadOnlyList<string> Repositories(IEnumerable<Type> types) =>
        [.. types.Select(type => type.Name.Split('`')[0]).Where(name => name.EndsWith("Repository", StringComparison.Ordinal))];

    /// <summary>Libraries that hide the one hop of a write.</summary>
    public static IReadOnlyList<string> Mediators(IEnumerable<AssemblyName> references) =>
    [
        .. references.Select(reference => reference.Name ?? string.Empty)
            .Where(name => BannedLibraries.Any(banned => name == banned || name.StartsWith($"{banned}.", StringComparison.Ordinal))),
    ];

    /// <summary>Interfaces of ours that have one implementation or none.</summary>
    public static IReadOnlyList<string> NeedlessInterfaces(IReadOnlyCollection<Type> types, bool withExceptions = true) =>
    [
        .. from contract in types
           where contract.IsInterface &&
               !(withExceptions && AllowedSingleImplementations.ContainsKey(contract.FullName ?? contract.Name))
           let implementations = types.Count(type => !type.IsInterface && Implements(type, contract))
           where implementations < 2
           select $"{contract.FullName} has {implementations} implementation(s)",
    ];

    /// <summary>Types of a host besides its Program; what the compiler makes does not count.</summary>
    public static IReadOnlyList<string> TypesBesideProgram(IEnumerable<Type> types) =>
    [
        .. types.Where(type => type.FullName != "Program" && !IsGenerated(type)).Select(type => type.FullName ?? type.Name),
    ];

    /// <summary>References to the product from something that only knows it from outside.</summary>
    public static IReadOnlyList<string> ReferencesToTheProduct(Assembly assembly) =>
    [
        .. assembly.GetReferencedAssemblies().Where(reference => reference.Name == "FairTradeWorker.Marketplace")
            .Select(reference => $"{assembly.GetName().Name} → {reference.Name}"),
    ];

    private static bool Implements(Type type, Type contract) => type.GetInterfaces()
        .Any(implemented => (implemented.IsGenericType ? implemented.GetGenericTypeDefinition() : implemented) == contract);

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || type.Name.StartsWith('<') ||
        type.Namespace?.Contains("Generated", StringComparison.Ordinal) == true ||
        (type.DeclaringType is { } outer && (outer.FullName == "Program" || IsGenerated(outer))) ||
        type.Namespace is "System.Runtime.CompilerServices" or "Microsoft.CodeAnalysis";
}
