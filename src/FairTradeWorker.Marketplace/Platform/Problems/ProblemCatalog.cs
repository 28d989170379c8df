using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Marketplace.Platform.Problems;

/// <summary>All problem types of the API; each has a page at <c>/problems/&lt;slug&gt;</c>.</summary>
/// <exception cref="ArgumentException">Two types share a slug.</exception>
public sealed class ProblemCatalog(IEnumerable<ProblemType> types)
{
    private readonly FrozenDictionary<string, ProblemType> bySlug =
        types.ToDictionary(type => type.Slug, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);

    public IEnumerable<ProblemType> All => bySlug.Values.OrderBy(type => type.Slug, StringComparer.Ordinal);

    public bool TryFind(string slug, [NotNullWhen(true)] out ProblemType? type) => bySlug.TryGetValue(slug, out type);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/problems", Index).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/problems/{slug}", Show).AllowAnonymous().ExcludeFromDescription();
    }

    private static ContentHttpResult Index(ProblemCatalog catalog) => Page("Problems",
        "<ul>" + string.Concat(catalog.All.Select(type =>
            $"<li><a href=\"{type.Uri}\">{Html(type.Slug)}</a> ({type.Status}): {Html(type.Title)}</li>")) + "</ul>");

    private static Results<ContentHttpResult, Problem> Show(string slug, ProblemCatalog catalog) =>
        catalog.TryFind(slug, out var type)
            ? Page(type.Title, $"""
                <p>Status <code>{type.Status}</code>, type <code>{type.Uri}</code></p>
                <h2>What it means</h2><p>{Html(type.Meaning)}</p>
                <h2>What to do</h2><p>{Html(type.Remedy)}</p>
                <p><a href="/problems">All problems</a></p>
                """)
            : CommonProblems.Missing();

    private static ContentHttpResult Page(string title, string body) => TypedResults.Content($"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>{Html(title)}</title></head>
        <body><h1>{Html(title)}</h1>
        {body}
        </body></html>
        """, "text/html; charset=utf-8");

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
