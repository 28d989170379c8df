namespace FairTradeWorker.Scaling.Rendering;

/// <summary>Text inside text.</summary>
internal static class Layout
{
    /// <summary>Moves every line but empty ones to the right; the first one too.</summary>
    public static string Indented(this string text, int spaces) => string.Join('\n', text.TrimEnd('\n').Split('\n')
        .Select(line => line.Length == 0 ? line : new string(' ', spaces) + line));

    /// <summary>Lines, each with its end.</summary>
    public static string Lines(this IEnumerable<string> lines) => string.Concat(lines.Select(line => $"{line}\n"));
}
