using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FairTradeWorker.Ops.Client;

/// <summary>What came back for a <see cref="Call"/>, whatever its status.</summary>
internal abstract class Answer(
    Call call, int status, ILookup<string, string> headers, ReadOnlyMemory<byte> body, TimeSpan elapsed)
{
    public Call Call { get; } = call;

    public int Status { get; } = status;

    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>From before sending to the last byte of the answer.</summary>
    public TimeSpan Elapsed { get; } = elapsed;

    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The <c>type</c> of the problem that the body tells, or null when it tells none.</summary>
    public string? ProblemType
    {
        get
        {
            if (Header("Content-Type")?.StartsWith("application/problem+json", StringComparison.Ordinal) is not true)
            {
                return null;
            }

            return Read(WireJson.Default.Problem).Type;
        }
    }

    public string? Header(string name) => headers[name].FirstOrDefault();

    public IEnumerable<KeyValuePair<string, string>> Headers() =>
        headers.SelectMany(group => group, (group, value) => KeyValuePair.Create(group.Key, value));

    protected TValue Read<TValue>(JsonTypeInfo<TValue> type)
    {
        try
        {
            return JsonSerializer.Deserialize(Body.Span, type)
                ?? throw new UnexpectedAnswerException(this, "The answer is null.");
        }
        catch (JsonException exception)
        {
            throw new UnexpectedAnswerException(this, exception.Message, exception);
        }
    }
}

/// <summary>An <see cref="Answer"/> whose body is a <typeparamref name="T"/> when the call went well.</summary>
internal sealed class Answer<T>(
    Call call,
    int status,
    ILookup<string, string> headers,
    ReadOnlyMemory<byte> body,
    TimeSpan elapsed,
    JsonTypeInfo<T> type) : Answer(call, status, headers, body, elapsed)
{
    /// <exception cref="UnexpectedAnswerException">The body does not have the promised members.</exception>
    public T Value => Read(type);
}
