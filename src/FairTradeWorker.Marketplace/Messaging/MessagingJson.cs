using System.Text.Json.Serialization;
using FairTradeWorker.Marketplace.Platform.Paging;

namespace FairTradeWorker.Marketplace.Messaging;

[JsonSerializable(typeof(StartConversationRequest))]
[JsonSerializable(typeof(SendMessageRequest))]
[JsonSerializable(typeof(MarkReadRequest))]
[JsonSerializable(typeof(Page<ConversationResponse>))]
[JsonSerializable(typeof(Page<MessageResponse>))]
internal sealed partial class MessagingJson : JsonSerializerContext;
