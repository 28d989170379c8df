using System.Text.Json;

namespace FairTradeWorker.Marketplace.Platform.Json;

/// <summary>
/// A member of a request body has the wrong form. The message is written for the caller and may be shown as it is,
/// unlike the framework's own <see cref="JsonException"/> texts, which name our types.
/// </summary>
internal sealed class InvalidMemberException(string message) : JsonException(message);
