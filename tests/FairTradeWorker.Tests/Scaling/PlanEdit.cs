using System.Text.Json.Nodes;

namespace FairTradeWorker.Tests.Scaling;

/// <summary>The repository's plan with one value changed.</summary>
internal static class PlanEdit
{
    public static string Text => File.ReadAllText(Path.Combine(Repository.Root, "infrastructure", "scaling.json"));

    /// <summary>The plan's text with another value at a path such as <c>database.roles.api.statementTimeout</c>.</summary>
    public static string With(string path, string value)
    {
        var (root, parent, key) = Find(path);
        parent[key] = JsonNode.Parse(value);
        return root.ToJsonString();
    }

    /// <summary>The value at a path, in JSON.</summary>
    public static string Value(string path)
    {
        var (_, parent, key) = Find(path);
        return parent[key]?.ToJsonString() ?? throw new InvalidOperationException($"There is no {path}.");
    }

    private static (JsonNode Root, JsonNode Parent, string Key) Find(string path)
    {
        var root = JsonNode.Parse(Text) ?? throw new InvalidOperationException("The plan is empty.");
        var keys = path.Split('.');
        var parent = keys[..^1].Aggregate(root, (node, key) =>
            (int.TryParse(key, out var index) ? node[index] : node[key]) ?? throw new InvalidOperationException($"There is no {path}."));
        Assert.NotNull(parent[keys[^1]]);
        return (root, parent, keys[^1]);
    }
}
