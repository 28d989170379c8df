using System.Globalization;
using System.Text;

namespace FairTradeWorker.Ops.Check;

/// <summary>Findings as a table of plain text, the broken things below it.</summary>
internal static class FindingTable
{
    private const int ShownOfEach = 5;

    public static string Render(IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder();
        var name = findings.Max(finding => finding.Name.Length);
        var rule = findings.Max(finding => finding.Rule.Length);
        text.AppendLine(CultureInfo.InvariantCulture, $"{"invariant".PadRight(name)}  {"rule".PadRight(rule)}  examined  broken");
        foreach (var finding in findings)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{finding.Name.PadRight(name)}  {finding.Rule.PadRight(rule)}  {finding.Examined,8}  {finding.Broken.Count,6}");
        }

        foreach (var finding in findings.Where(finding => !finding.Holds))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{finding.Name}: {finding.Rule}. Broken by");
            foreach (var one in finding.Broken.Take(ShownOfEach))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {one}");
            }

            if (finding.Broken.Count > ShownOfEach)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  and {finding.Broken.Count - ShownOfEach} more");
            }
        }

        return text.ToString();
    }
}
