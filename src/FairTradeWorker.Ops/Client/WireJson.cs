using System.Text.Json.Serialization;

namespace FairTradeWorker.Ops.Client;

/// <summary>
/// The wire format as an outside user knows it: camelCase, promised members required, unknown ones ignored.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(PostJobRequest))]
[JsonSerializable(typeof(PlaceBidRequest))]
[JsonSerializable(typeof(ChangeBidRequest))]
[JsonSerializable(typeof(FeeQuoteRequest))]
[JsonSerializable(typeof(AcceptBidRequest))]
[JsonSerializable(typeof(OpenConversationRequest))]
[JsonSerializable(typeof(SendMessageRequest))]
[JsonSerializable(typeof(ActionRequest))]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(Page<Trade>), TypeInfoPropertyName = "TradePage")]
[JsonSerializable(typeof(Page<Territory>), TypeInfoPropertyName = "TerritoryPage")]
[JsonSerializable(typeof(Page<Job>), TypeInfoPropertyName = "JobPage")]
[JsonSerializable(typeof(Page<Bid>), TypeInfoPropertyName = "BidPage")]
[JsonSerializable(typeof(Page<Message>), TypeInfoPropertyName = "MessagePage")]
[JsonSerializable(typeof(FeeQuote))]
[JsonSerializable(typeof(Agreement))]
[JsonSerializable(typeof(Conversation))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class WireJson : JsonSerializerContext;
