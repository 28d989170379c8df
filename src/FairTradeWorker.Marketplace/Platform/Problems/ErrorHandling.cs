using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FairTradeWorker.Marketplace.Platform.Problems;

/// <summary>Turns whatever no handler answered into a problem: exceptions, and statuses without a body.</summary>
internal sealed partial class ErrorHandling(ILogger<ErrorHandling> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        await Explain(exception).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Statuses that the framework sets without a body, such as 404 and 405 of routing.</summary>
    public static async Task ExplainStatusAsync(StatusCodeContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        var type = CommonProblems.All.FirstOrDefault(type => type.Status == status);
        if (type is not null)
        {
            await new Problem(type, type.Meaning).ExecuteAsync(context.HttpContext);
        }
    }

    private Problem Explain(Exception exception)
    {
        switch (exception)
        {
            case OverloadedException overloaded:
                Log.Overloaded(logger, exception.Message);
                return new(CommonProblems.Unavailable, overloaded.Message) { RetryAfterSeconds = overloaded.RetryAfterSeconds };
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new(CommonProblems.BodyTooLarge, CommonProblems.BodyTooLarge.Meaning);
            case BadHttpRequestException:
                return new(CommonProblems.BadRequest, CommonProblems.BadRequest.Meaning);
            case var _ when exception.IsUnavailable() || exception.IsLockTimeout() || exception.IsSerializationFailure():
                Log.Unavailable(logger, exception);
                return new(CommonProblems.Unavailable, "The database does not answer in time.") { RetryAfterSeconds = CommonProblems.RetrySoonSeconds };
            default:
                Log.Failed(logger, exception);
                return new(CommonProblems.InternalError, "The failure was logged.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The request failed")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The database is not available")]
        public static partial void Unavailable(ILogger logger, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "Shed a request: {Reason}")]
        public static partial void Overloaded(ILogger logger, string reason);
    }
}
