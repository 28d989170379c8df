using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace FairTradeWorker.Tests.Architecture.Planted.Jobs;

/// <summary>An entity that knows everything that an entity must not.</summary>
public sealed class Shed
{
    public int Id { get; init; }

    public static string Path(HttpContext context) => context.Request.Path;

    public static async Task<string> FetchAsync(HttpClient client) => await client.GetStringAsync(new Uri("http://127.0.0.1"));

    public static async Task<bool> ForgetAsync(IDatabase redis) => await redis.KeyDeleteAsync("shed");

    public static string Configured(IOptions<ShedResponse> options) => options.Value.Name;
}

/// <summary>What should be shown instead of the entity, but shows it inside and is in no JSON context.</summary>
public sealed record ShedResponse(string Name, Shed Row);

internal sealed class ShedConfiguration : IEntityTypeConfiguration<Shed>
{
    public void Configure(EntityTypeBuilder<Shed> builder) => builder.ToTable("sheds");
}
