using System.Text.Json.Serialization;
using FairTradeWorker.Marketplace.Platform.Paging;

namespace FairTradeWorker.Marketplace.Territories;

[JsonSerializable(typeof(Page<TerritoryResponse>))]
[JsonSerializable(typeof(Page<Trade>))]
internal sealed partial class TerritoryJson : JsonSerializerContext;
