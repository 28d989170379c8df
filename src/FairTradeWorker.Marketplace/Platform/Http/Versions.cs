using System.Globalization;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FairTradeWorker.Marketplace.Platform.Http;

/// <summary>Strong ETags of the form <c>"v7"</c>, and what conditional requests mean for them.</summary>
internal static class Versions
{
    public static string ETag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");

    /// <summary>Sets the ETag of the answer, and <c>Vary</c> because a resource looks different to different readers.</summary>
    public static void SetETag(this HttpContext context, int version)
    {
        context.Response.Headers.ETag = ETag(version);
        context.Response.Headers.Vary = HeaderNames.Authorization;
    }

    /// <summary>Whether the reader already has this version (<c>If-None-Match</c>), so that 304 is the answer.</summary>
    public static bool IsNotModified(this HttpContext context, int version) =>
        Matches(context.Request.GetTypedHeaders().IfNoneMatch, version, strong: false);

    /// <summary>Judges <c>If-Match</c>: 428 when it is missing, 412 when it names other versions; <c>*</c> matches any.</summary>
    public static Problem? JudgeIfMatch(this HttpContext context, int version)
    {
        var tags = context.Request.GetTypedHeaders().IfMatch;
        if (context.Request.Headers.IfMatch.Count == 0)
        {
            return new Problem(CommonProblems.PreconditionRequired, "Send If-Match with the ETag that you have read.");
        }

        return Matches(tags, version, strong: true)
            ? null
            : new Problem(CommonProblems.PreconditionFailed, $"The current version is {ETag(version)}.");
    }

    private static bool Matches(IList<EntityTagHeaderValue> tags, int version, bool strong)
    {
        var current = new EntityTagHeaderValue(ETag(version));
        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, strong));
    }
}
