using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace FairTradeWorker.Tests.Scaling.Rendering;

/// <summary>YAML into a type that has a member for every key; an unknown or doubled key is refused.</summary>
internal static class StrictYaml
{
    private static readonly IDeserializer Camel =
        new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    private static readonly IDeserializer Snake =
        new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    public static T Read<T>(string text) => Camel.Deserialize<T>(text);

    /// <summary>Keys in snake_case, anchors merged.</summary>
    public static T ReadSnake<T>(string text) =>
        Snake.Deserialize<T>(new YamlDotNet.Core.MergingParser(new YamlDotNet.Core.Parser(new StringReader(text))));
}

/// <summary>What is used of the values of prometheus-adapter's chart.</summary>
public sealed class AdapterValues
{
    public RuleSet Rules { get; set; } = new();

    public sealed class RuleSet
    {
        public bool Default { get; set; }
        public List<Rule> Custom { get; set; } = [];
    }

    public sealed class Rule
    {
        public string SeriesQuery { get; set; } = "";
        public Association Resources { get; set; } = new();
        public Naming Name { get; set; } = new();
        public string MetricsQuery { get; set; } = "";
    }

    public sealed class Association
    {
        public Dictionary<string, Label> Overrides { get; set; } = [];
    }

    public sealed class Label
    {
        public string Resource { get; set; } = "";
    }

    public sealed class Naming
    {
        public string As { get; set; } = "";
    }
}
