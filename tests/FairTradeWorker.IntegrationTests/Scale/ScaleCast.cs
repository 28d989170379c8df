using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Scale;

/// <summary>The seed's extremes: whoever has most, and where most is going on.</summary>
public sealed class ScaleCast
{
    private static readonly ConditionalWeakTable<ScaleStage, Lazy<Task<ScaleCast>>> Casts = new();

    private readonly ScaleStage stage;
    private readonly ConcurrentDictionary<string, Task<Person>> people = new();
    private readonly Dictionary<string, string> places = [];
    private readonly Dictionary<string, Guid> roles = [];

    private ScaleCast(ScaleStage stage) => this.stage = stage;

    public static Task<ScaleCast> FindAsync(ScaleStage stage) =>
        Casts.GetValue(stage, key => new(() => SearchAsync(key))).Value;

    public string this[string place] => places[place];

    /// <summary>Puts what was found in the place of the words in braces.</summary>
    public string Fill(string path) =>
        places.Aggregate(path, (filled, place) => filled.Replace($"{{{place.Key}}}", place.Value, StringComparison.Ordinal));

    public Task<Person> SignInAsync(string role) => people.GetOrAdd(role, _ => stage.SignInAsync(roles[role]));

    private static async Task<ScaleCast> SearchAsync(ScaleStage stage)
    {
        var cast = new ScaleCast(stage);
        var rows = stage.Api.Rows;
        cast.places["large"] = await rows.ScalarAsync<string>(
            "select territory_id::text from jobs where status = 'open' group by territory_id order by count(*) desc limit 1");
        cast.places["small"] = await rows.ScalarAsync<string>(
            "select territory_id::text from jobs where status = 'open' group by territory_id order by count(*), territory_id limit 1");
        var conversation = await rows.ScalarAsync<Guid>("select id from conversations order by last_sequence desc, id limit 1");
        cast.places["conversation"] = $"{conversation}";
        cast.places["talkedAbout"] = $"{await rows.ScalarAsync<Guid>("select job_id from conversations where id = $1", conversation)}";
        cast.roles["owner"] = await rows.ScalarAsync<Guid>("select homeowner_id from conversations where id = $1", conversation);
        cast.roles["homeowner"] = await rows.ScalarAsync<Guid>("select homeowner_id from jobs group by 1 order by count(*) desc, 1 limit 1");
        var contractor = cast.roles["contractor"] =
            await rows.ScalarAsync<Guid>("select contractor_id from bids group by 1 order by count(*) desc, 1 limit 1");
        cast.places["job"] = $"{await rows.ScalarAsync<Guid>("select job_id from bids where contractor_id = $1 order by id limit 1", contractor)}";
        cast.roles["operator"] = await rows.ScalarAsync<Guid>("select id from users where role = 'operator' order by created_at limit 1");
        return cast;
    }
}
