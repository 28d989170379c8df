using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FairTradeWorker.Tests.Scaling.Rendering;

/// <summary>What docs/SCALING_PLAN.md says by hand.</summary>
public sealed partial class PlanDocumentTests
{
    private static readonly IReadOnlyList<string[]> InForce =
    [
        .. File.ReadAllText(Path.Combine(Repository.Root, "docs/SCALING_PLAN.md")).Split("## In force where")[1].Split("\n## ")[0]
            .Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Trim('|').Split('|')),
    ];

    [Fact]
    public void The_document_says_of_every_section_whether_it_is_in_force() => Assert.Equal(
        JsonNode.Parse(PlanEdit.Text)!.AsObject().Select(section => section.Key).Order(StringComparer.Ordinal),
        InForce.SelectMany(row => Quoted(row[0])).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_file_that_is_said_to_obey_the_plan_exists() => Assert.All(
        InForce.SelectMany(row => Quoted(row[1])), path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));

    [Fact]
    public void A_section_that_no_code_obeys_is_called_planned() =>
        Assert.All(InForce.Where(row => !Quoted(row[1]).Any()), row => Assert.Equal("planned", row[2].Trim()));

    private static IEnumerable<string> Quoted(string cell) => Quotation().Matches(cell).Select(quotation => quotation.Groups[1].Value);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quotation();
}
