namespace FairTradeWorker.Marketplace.Platform.Problems;

/// <summary>
/// One kind of error that the API can answer with. <see cref="Slug"/> is stable: clients match on
/// <c>"type": "/problems/&lt;slug&gt;"</c>, and a GET on that path shows <see cref="Meaning"/> and <see cref="Remedy"/>.
/// </summary>
/// <param name="Slug">Lower-case words joined by hyphens.</param>
/// <param name="Status">HTTP status code.</param>
/// <param name="Title">Short summary that does not change from occurrence to occurrence.</param>
/// <param name="Meaning">What has happened, for a developer.</param>
/// <param name="Remedy">What the caller should do about it.</param>
public sealed record ProblemType(string Slug, int Status, string Title, string Meaning, string Remedy)
{
    /// <summary>The value of the problem's <c>type</c> member.</summary>
    public string Uri => $"/problems/{Slug}";
}
