using System.Text.Json.Serialization;
using FairTradeWorker.Marketplace.Platform.Http;
using FairTradeWorker.Marketplace.Platform.Paging;

namespace FairTradeWorker.Marketplace.Jobs;

[JsonSerializable(typeof(PostJobRequest))]
[JsonSerializable(typeof(JobContent))]
[JsonSerializable(typeof(Page<JobResponse>))]
[JsonSerializable(typeof(QueryEnum<JobSize>?))]
[JsonSerializable(typeof(QueryEnum<JobSort>?))]
[JsonSerializable(typeof(QueryEnum<JobStatus>?))]
internal sealed partial class JobJson : JsonSerializerContext;
