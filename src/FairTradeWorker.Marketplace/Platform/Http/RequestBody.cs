using System.Buffers;
using System.Net.Http.Headers;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.AspNetCore.Http;

namespace FairTradeWorker.Marketplace.Platform.Http;

/// <summary>The bytes of a JSON request body, read once: parsed by <see cref="Body{T}"/>, hashed for idempotency.</summary>
public sealed class RequestBody
{
    /// <summary>Largest JSON body in bytes; beyond it the answer is 413.</summary>
    public const int MaxBytes = 256 * 1024;

    private RequestBody(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    /// <summary>Reads the body of the current request.</summary>
    /// <returns>The body, or the problem that keeps it from being read: 413, 415 or a body that was cut off.</returns>
    internal static async Task<(RequestBody? Body, Problem? Problem)> ReadAsync(HttpContext context, CancellationToken ct)
    {
        if (context.Request.ContentLength > MaxBytes)
        {
            return (null, TooLarge(context));
        }

        try
        {
            var bytes = await ReadBytesAsync(context.Request, ct);
            if (bytes is null)
            {
                return (null, TooLarge(context));
            }

            if (bytes.Length > 0 && !IsJson(context.Request.ContentType))
            {
                return (null, new Problem(CommonProblems.UnsupportedMediaType, "Send application/json in UTF-8."));
            }

            var body = new RequestBody(bytes);
            context.Features.Set(body);
            return (body, null);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge(context));
        }
        catch (IOException)
        {
            // A BadHttpRequestException is one too; a chunk size that no number holds comes as a plain one.
            context.Response.Headers.Connection = "close";
            return (null, new Problem(CommonProblems.BadRequest, "The body was cut off, badly framed, or arrived too slowly."));
        }
    }

    private static Problem TooLarge(HttpContext context)
    {
        // The rest of the body is not read, so this connection ends here; saying so keeps clients from reusing it.
        context.Response.Headers.Connection = "close";
        return new(CommonProblems.BodyTooLarge, $"At most {MaxBytes} bytes.");
    }

    private static async Task<byte[]?> ReadBytesAsync(HttpRequest request, CancellationToken ct)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(ct);
            if (read.Buffer.Length > MaxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) &&
        type.MediaType is { } media &&
        (media.Equals("application/json", StringComparison.OrdinalIgnoreCase) ||
         media.Equals("application/merge-patch+json", StringComparison.OrdinalIgnoreCase)) &&
        (type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
