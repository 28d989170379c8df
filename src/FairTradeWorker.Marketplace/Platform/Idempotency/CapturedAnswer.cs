using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Platform.Idempotency;

/// <summary>
/// An answer as bytes, made before the transaction ends so that it can be stored in it, and sent only after COMMIT.
/// </summary>
internal sealed class CapturedAnswer(int status, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body) : IResult
{
    private static readonly string[] Kept = ["Content-Type", "Location", "ETag", "Vary", "Cache-Control", "Retry-After"];

    public int Status => status;

    public byte[] Body => body;

    /// <summary>Whether the effect stands: only then is there something to commit.</summary>
    public bool IsSuccess => status is >= 200 and < 300;

    /// <summary>Whether a repetition must get this answer again; other refusals may turn out differently next time.</summary>
    public bool IsKept => IsSuccess || status is StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity;

    /// <summary>Runs the result against the response, but into memory.</summary>
    public static async Task<CapturedAnswer> CaptureAsync(IResult result, HttpContext context)
    {
        var response = context.Response;
        var wire = response.Body;
        using var buffer = new MemoryStream();
        response.Body = buffer;
        try
        {
            await result.ExecuteAsync(context);
            await response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        finally
        {
            response.Body = wire;
        }

        var headers = Kept.Where(name => response.Headers.ContainsKey(name))
            .Select(name => KeyValuePair.Create(name, response.Headers[name].ToString()));
        return new(response.StatusCode, [.. headers], buffer.ToArray());
    }

    public static CapturedAnswer FromRecord(IdempotencyRecord record) => new(record.Status,
        [.. record.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": ", 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]))], record.Body);

    public string HeaderLines() => string.Join('\n', headers.Select(header => $"{header.Key}: {header.Value}"));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }

        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
