using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Builder;

namespace FairTradeWorker.Marketplace.Platform.OpenApi;

/// <summary>What the API description says of an operation beyond its signature.</summary>
internal sealed record OperationDescription(
    string Summary, string? Description, string? Example, IReadOnlyList<ProblemType> Problems);

/// <summary>The body of an operation: the type that <see cref="Body{T}"/> or <see cref="PatchBody{T}"/> reads.</summary>
internal sealed record RequestBodyDescription(Type Type, string Example, bool IsRequired, bool IsMergePatch);

/// <summary>Marks a PUT that judges <c>If-Match</c> only when it is sent.</summary>
internal sealed record OptionalIfMatch;

/// <summary>Marks a GET whose answer is calculated and has no version, so no ETag.</summary>
internal sealed record Unversioned;

internal static class OperationDescriptions
{
    /// <param name="example">JSON of the successful answer; null when it has no body.</param>
    /// <param name="problems">The operation's own problems; those of its conventions are added by themselves.</param>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder builder, string summary, string? description, string? example, IReadOnlyList<ProblemType> problems) =>
        builder.WithMetadata(new OperationDescription(summary, description, example, problems));

    public static RouteHandlerBuilder WithRequestBody<T>(this RouteHandlerBuilder builder, string example) where T : class =>
        builder.WithMetadata(new RequestBodyDescription(typeof(T), example, IsRequired: !typeof(T).IsAssignableTo(typeof(IOptionalBody)), IsMergePatch: false));

    public static RouteHandlerBuilder WithMergePatch<T>(this RouteHandlerBuilder builder, string example) where T : class =>
        builder.WithMetadata(new RequestBodyDescription(typeof(T), example, IsRequired: true, IsMergePatch: true));

    public static RouteHandlerBuilder WithActionBody(this RouteHandlerBuilder builder) =>
        builder.WithRequestBody<ActionRequest>("""{ "reason": "We have talked about it." }""");

    public static RouteHandlerBuilder WithOptionalIfMatch(this RouteHandlerBuilder builder) => builder.WithMetadata(new OptionalIfMatch());

    public static RouteHandlerBuilder WithoutVersion(this RouteHandlerBuilder builder) => builder.WithMetadata(new Unversioned());
}
