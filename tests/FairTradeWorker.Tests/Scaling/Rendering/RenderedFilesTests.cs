using System.Text.Json.Nodes;
using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Rendering;

namespace FairTradeWorker.Tests.Scaling.Rendering;

/// <summary>What is committed is what the plan makes, and every number of the plan makes something.</summary>
public sealed class RenderedFilesTests
{
    private static readonly string Dependents = Path.Combine(Repository.Root, "tests/FairTradeWorker.Tests/Scaling/Rendering/Dependents.txt");

    // They hold a fingerprint of the plan, so they say nothing about where a number goes.
    private static readonly string[] OfTheWholePlan = ["infrastructure/prometheus/plan.rules.yml", "infrastructure/prometheus/plan.rules.test.yml"];

    public static TheoryData<string> All => [.. RenderedFiles.Of(ScalingPlan.Load()).Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_committed_file_is_the_plans(string path)
    {
        var current = Read(path);

        Assert.Equal(RenderedFiles.Of(ScalingPlan.Load()).Single(file => file.Path == path).TextFrom(current), current);
        Assert.EndsWith("\n", current, StringComparison.Ordinal);
        Assert.DoesNotContain(current.Split('\n'), line => line.EndsWith(' '));
    }

    [Fact]
    public void Every_file_of_the_kubernetes_folder_is_rendered() => Assert.Equal(
        RenderedFiles.Of(ScalingPlan.Load()).Select(file => file.Path)
            .Where(path => path.StartsWith(RenderedFiles.KubernetesFolder, StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.Combine(Repository.Root, RenderedFiles.KubernetesFolder))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal));

    /// <summary>FTW_ACCEPT=1 writes what was found, for a change of the renderers that is meant.</summary>
    [Fact]
    public void Every_number_of_the_plan_reaches_what_is_rendered()
    {
        var before = Texts(ScalingPlan.Load());
        var found = Numbers().Select(path => (Path: path, Files: Changed(before, path))).ToList();

        Assert.All(found, number => Assert.True(number.Files.Count > 0, $"{number.Path} changes no file."));
        var lines = string.Concat(found.Select(number => $"{number.Path}: {string.Join(", ", number.Files)}\n"));
        if (Environment.GetEnvironmentVariable("FTW_ACCEPT") == "1")
        {
            File.WriteAllText(Dependents, lines);
        }

        Assert.Equal(File.ReadAllText(Dependents), lines);
    }

    [Fact]
    public void A_document_without_a_place_for_a_table_is_refused()
    {
        var document = RenderedFiles.Of(ScalingPlan.Load()).Single(file => file.Path == "docs/SCALING_PLAN.md");
        var text = Read(document.Path);

        foreach (var spoilt in new[]
        {
            text.Replace("<!-- table: caches -->", "", StringComparison.Ordinal),
            text.Replace("<!-- table: caches -->", "<!-- table: cashes -->", StringComparison.Ordinal),
            text + "\n<!-- table: further -->\n<!-- end -->\n",
            "",
        })
        {
            Assert.Contains("place", Assert.Throws<ScalingPlanException>(() => document.TextFrom(spoilt)).Message, StringComparison.Ordinal);
        }
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    private static Dictionary<string, string> Texts(ScalingPlan plan) =>
        RenderedFiles.Of(plan).Where(file => !OfTheWholePlan.Contains(file.Path)).ToDictionary(file => file.Path, file => file.TextFrom(Read(file.Path)));

    private static List<string> Changed(Dictionary<string, string> before, string path)
    {
        // Not judged by the rules: here it only matters where a number goes.
        var plan = PlanReader.Read(PlanEdit.With(path, Another(PlanEdit.Value(path))), "the plan");
        return [.. Texts(plan).Where(file => file.Value != before[file.Key]).Select(file => file.Key).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Numbers() => Leaves(JsonNode.Parse(PlanEdit.Text)).Select(value => value.GetPath()
        .Replace("$.", "", StringComparison.Ordinal).Replace("['", ".", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal)
        .Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal));

    private static IEnumerable<JsonValue> Leaves(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value)),
        JsonArray items => items.SelectMany(Leaves),
        JsonValue value => [value],
        _ => [],
    };

    // One unit more, or another word.
    private static string Another(string value) => value.Trim('"').Split(' ') switch
    {
        [var number] when decimal.TryParse(number, out var parsed) => $"{parsed + 1}",
        [var number, var unit] => $"\"{int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) + 1} {unit}\"",
        _ => "\"session\"",
    };
}
