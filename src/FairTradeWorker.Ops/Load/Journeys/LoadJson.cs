using System.Text.Json.Serialization;

namespace FairTradeWorker.Ops.Load.Journeys;

internal sealed record RefreshRequest(string RefreshToken);

internal sealed record LoginRequest(string Email, string Password);

internal sealed record JobText(string Title, string Description, string TerritoryId, string[] Trades);

internal sealed record BidText(long AmountCents, string Message);

/// <summary>What the journeys send, in the API's form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(JobText))]
[JsonSerializable(typeof(BidText))]
internal sealed partial class LoadJson : JsonSerializerContext;
