using System.Text.Json.Serialization;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;

namespace FairTradeWorker.Marketplace.Operations;

[JsonSerializable(typeof(Page<OutboxMessageResponse>))]
[JsonSerializable(typeof(Page<AuditEntryResponse>))]
[JsonSerializable(typeof(QueryEnum<OutboxState>?))]
internal sealed partial class OperationsJson : JsonSerializerContext;
