namespace FairTradeWorker.Scaling.Rendering;

/// <summary>A file of the repository that is made from the plan, as a whole or in part.</summary>
/// <param name="Path">From the root of the repository, with slashes.</param>
/// <param name="TextFrom">The text that must stand there, from the one that does (empty when there is none).</param>
public sealed record RenderedFile(string Path, Func<string, string> TextFrom)
{
    /// <summary>What every file that is rendered as a whole says of itself.</summary>
    public const string Notice =
        "Rendered from infrastructure/scaling.json by: dotnet run --project src/FairTradeWorker.Ops -- render";

    internal static RenderedFile Whole(string path, string text) => new(path, _ => text);
}
