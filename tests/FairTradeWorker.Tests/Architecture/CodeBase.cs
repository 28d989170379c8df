using System.Reflection;
using ArchUnitNET.Loader;
using FairTradeWorker.Marketplace;
using Type = System.Type;

namespace FairTradeWorker.Tests.Architecture;

/// <summary>The types below one namespace and what each of them uses, bodies of methods and of lambdas included.</summary>
internal sealed class CodeBase
{
    private static readonly Lazy<CodeBase> TheProduct =
        new(() => new CodeBase(typeof(MarketplaceModule).Assembly, "FairTradeWorker.Marketplace"));

    private static readonly Lazy<CodeBase> TheViolations =
        new(() => new CodeBase(typeof(CodeBase).Assembly, "FairTradeWorker.Tests.Architecture.Planted"));

    private CodeBase(Assembly assembly, string root)
    {
        Root = root;
        Types = [.. assembly.GetTypes().Where(type => IsBelow(type.FullName ?? type.Name))];
        Dependencies =
        [
            .. new ArchLoader().LoadAssemblies(assembly).Build().Types
                .Where(type => IsBelow(type.FullName))
                .SelectMany(type => type.Dependencies.Select(use => new Dependency(type.FullName, use.Target.FullName)))
                .Distinct(),
        ];
    }

    public static CodeBase Product => TheProduct.Value;

    /// <summary>Types that break every rule once, so that each rule is seen to catch what it forbids.</summary>
    public static CodeBase Planted => TheViolations.Value;

    public string Root { get; }

    public IReadOnlyList<Type> Types { get; }

    public IReadOnlyList<Dependency> Dependencies { get; }

    /// <summary>The folder below the root that a type is in; null for the root's own types and for other people's.</summary>
    public string? FeatureOf(string typeName) =>
        IsBelow(typeName) && typeName[(Root.Length + 1)..].Split('.') is [var feature, _, ..] ? feature : null;

    /// <summary>Who uses whom among the features, Platform included.</summary>
    public IEnumerable<(string From, string To, Dependency Evidence)> FeatureEdges() =>
        from dependency in Dependencies
        let source = FeatureOf(dependency.From)
        let target = FeatureOf(dependency.To)
        where source is not null && target is not null && source != target
        select (source, target, dependency);

    private bool IsBelow(string typeName) => typeName.StartsWith($"{Root}.", StringComparison.Ordinal);
}

internal sealed record Dependency(string From, string To)
{
    public override string ToString() => $"{From} → {To}";
}
