using System.Text.Json.Serialization;
using FairTradeWorker.Marketplace.Platform.Paging;

namespace FairTradeWorker.Marketplace.Contractors;

[JsonSerializable(typeof(ContractorProfileContent))]
[JsonSerializable(typeof(Page<ContractorResponse>))]
internal sealed partial class ContractorJson : JsonSerializerContext;
