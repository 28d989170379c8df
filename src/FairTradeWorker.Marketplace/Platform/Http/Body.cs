using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using FairTradeWorker.Marketplace.Platform.Idempotency;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FairTradeWorker.Marketplace.Platform.Http;

/// <summary>
/// A JSON body that was parsed and validated, but not yet judged: the handler first decides whether the resource is
/// there for this caller (404) and only then answers with <see cref="IsValid"/>'s problem (400, 413, 415).
/// The framework's own binding would answer 400 before the handler is asked.
/// </summary>
public sealed class Body<T> : IBindableFromHttpContext<Body<T>> where T : class
{
    private readonly T? value;
    private readonly Problem? problem;

    private Body(T? value, Problem? problem) => (this.value, this.problem) = (value, problem);

    /// <summary>True with the value, or false with what is wrong with the request.</summary>
    public bool IsValid([NotNullWhen(true)] out T? content, [NotNullWhen(false)] out Problem? invalid)
    {
        (content, invalid) = (value, problem);
        return content is not null;
    }

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (body, unreadable) = await RequestBody.ReadAsync(context, context.RequestAborted);
        if (body is null)
        {
            return new(null, unreadable);
        }

        if (IdempotencyKey.Judge(context) is { } badKey)
        {
            return new(null, badKey);
        }

        var validator = context.RequestServices.GetRequiredService<BodyValidator>();
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var (content, invalid) = await validator.ReadAsync<T>(body.Bytes, options, context.RequestAborted);
        return new(content, invalid);
    }
}

/// <summary>The body of an action: <c>{}</c> or nothing, optionally with a reason.</summary>
/// <param name="Reason">Why, in the caller's words; 1 to 500 characters.</param>
[Microsoft.Extensions.Validation.ValidatableType]
public sealed record ActionRequest([property: TextLength(1, 500)] string? Reason = null) : IOptionalBody;

/// <summary>A body that may be left out, because it has no required member.</summary>
internal interface IOptionalBody;
