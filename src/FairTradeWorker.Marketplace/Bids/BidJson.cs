using System.Text.Json.Serialization;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;

namespace FairTradeWorker.Marketplace.Bids;

[JsonSerializable(typeof(BidContent))]
[JsonSerializable(typeof(AcceptBidRequest))]
[JsonSerializable(typeof(FeeQuoteRequest))]
[JsonSerializable(typeof(FeeQuoteResponse))]
[JsonSerializable(typeof(AgreementResponse))]
[JsonSerializable(typeof(Page<BidResponse>))]
[JsonSerializable(typeof(QueryEnum<BidStatus>?))]
internal sealed partial class BidJson : JsonSerializerContext;
