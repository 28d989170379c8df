using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using FairTradeWorker.Ops.Client;
using FairTradeWorker.Ops.Load.Http;
using FairTradeWorker.Ops.Load.Measuring;
using Npgsql;

namespace FairTradeWorker.Ops.Load.Journeys;

/// <summary>Takes what a journey goes on with out of an answer.</summary>
internal delegate T? Reading<out T>(ReadOnlySpan<byte> body, Random random);

/// <summary>
/// One simulated user: one connection, one session, one visit after another, and a pause after each answer as people
/// make it. He asks nothing before he has his answer (closed loop).
/// </summary>
/// <remarks>What is awaited for each request is pooled: so many live objects make each collection of garbage dear.</remarks>
internal sealed class Visitor : IDisposable
{
    private readonly LoadWorld world;
    private readonly UserConnection connection;
    private readonly RequestText text;
    private readonly Sleeper sleeper = new();
    private Session? session;
    private DateTimeOffset signedInUntil;
    private string? refreshToken;

    public Visitor(int number, LoadWorld world)
    {
        (Number, this.world) = (number, world);
        Role = world.Mix.RoleOf(number);
        Random = new Random(HashCode.Combine(world.Seed, number));
        var server = world.Servers[number % world.Servers.Count];
        connection = new UserConnection(server, IPAddress.IsLoopback(server.Address) ? AddressOf(127, number) : null, world.Clock);
        text = new RequestText(world.Host, AddressOf(10, number).ToString());
    }

    public int Number { get; }

    public Role Role { get; }

    public Random Random { get; }

    public LoadMix Mix => world.Mix;

    public int Repeats => connection.Repeats;

    /// <summary>
    /// Comes for as long as he is wanted, visit after visit, and leaves at the end of one.
    /// </summary>
    /// <param name="late">Whether the first step waits as long as a pause may last, so that not all begin at once.</param>
    public async Task ComeAsync(bool late)
    {
        try
        {
            if (late)
            {
                await world.Pauses.WaitAsync(Mix.LongestThink * Random.NextDouble(), sleeper);
            }

            while (Number < world.Wanted)
            {
                if (await SignInAsync())
                {
                    await Visits.OfAsync(this);
                }
            }
        }
        catch (OperationCanceledException) when (world.Ending.IsCancellationRequested)
        {
            // The run is over.
        }
        finally
        {
            connection.Dispose();
        }
    }

    /// <summary>Once for each user, not for each visit: as browsers do, which then renew what they have.</summary>
    public async ValueTask<bool> SignInAsync()
    {
        if (session is not null && world.Clock.GetUtcNow() < signedInUntil)
        {
            return true;
        }

        session = null;
        text.SignWith(null);
        try
        {
            refreshToken ??= await world.SignIn.OpenAsync(Number, world.Ending);
        }
        catch (NpgsqlException failure)
        {
            world.Measurements.Explain(Routes.Refresh, "no session could be opened", failure.Message);
            await PauseAsync();
            return false;
        }

        session = refreshToken is { } token
            ? await AskAsync(Routes.Refresh, Routes.Refresh.Path, ReadSession, JsonSerializer.SerializeToUtf8Bytes(new RefreshRequest(token), LoadJson.Default.RefreshRequest))
            : await AskAsync(Routes.Login, Routes.Login.Path, ReadSession, JsonSerializer.SerializeToUtf8Bytes(
                new LoginRequest(world.SignIn.EmailOf(Number), Seed.SeedPassword.Text), LoadJson.Default.LoginRequest));
        if (session is null)
        {
            // A token that was refused will not be accepted later; one that was not judged may be.
            refreshToken = connection.Status == 401 ? null : refreshToken;
            return false;
        }

        refreshToken = session.RefreshToken;
        text.SignWith(session.AccessToken);
        // Not all at once.
        signedInUntil = world.Clock.GetUtcNow() + TimeSpan.FromSeconds(session.ExpiresInSeconds * (0.8 + (0.15 * Random.NextDouble())));
        return true;
    }

    public ValueTask<T?> GetAsync<T>(Route route, Reading<T> read, string? id = null, string query = "") =>
        AskAsync(route, (id is null ? route.Path : route.For(id)) + query, read);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask GetAsync(Route route, string? id = null, string query = "") =>
        await GetAsync<object>(route, static (_, _) => null, id, query);

    /// <summary>Writes something; remembers that it was acknowledged.</summary>
    public async ValueTask WriteAsync(Route route, byte[] body, Reading<Written> read, string? id = null)
    {
        // Before the pause, in which the run may end.
        await AskAsync<Written>(route, id is null ? route.Path : route.For(id), Remember, body, NewId());

        Written? Remember(ReadOnlySpan<byte> answer, Random random)
        {
            var written = read(answer, random);
            if (written is not null)
            {
                world.Ledger.Add(written);
            }

            return written;
        }
    }

    /// <summary>Whether a write is there, read back after the run; null when the API did not say.</summary>
    public async Task<bool?> FindsAsync(Written written)
    {
        try
        {
            if (!await SignInAsync())
            {
                return null;
            }

            await connection.ExchangeAsync(text.Write("GET", written.ReadAt), repeatable: true);
            return connection.Status switch
            {
                200 => connection.Body.IndexOf(Encoding.ASCII.GetBytes(written.Id.ToString())) >= 0,
                404 => false,
                _ => null,
            };
        }
        catch (Exception failure) when (IsFailure(failure) || failure is OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Breaks off a request that has taken too long.</summary>
    public void GiveUpAfterPatience() => connection.GiveUpAfter(world.Patience);

    public string NewId() => Guid.CreateVersion7(world.Clock.GetUtcNow()).ToString();

    public void Dispose() => connection.Dispose();

    private static bool IsFailure(Exception failure) =>
        failure is SocketException or HungUpException or BadAnswerException or PatienceException or JsonException;

    // No two users have the same address: what is counted by address is counted for each.
    private static IPAddress AddressOf(byte network, int user) =>
        new([network, (byte)(1 + (user >> 16)), (byte)(user >> 8), (byte)(user & 255)]);

    private static Session? ReadSession(ReadOnlySpan<byte> body, Random random) =>
        JsonSerializer.Deserialize(body, WireJson.Default.Session);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T?> AskAsync<T>(
        Route route, string target, Reading<T> read, byte[]? body = null, string? idempotencyKey = null)
    {
        var (outcome, value) = (Outcome.Broken, default(T));
        var start = world.Clock.GetTimestamp();
        try
        {
            var request = text.Write(route.Method, target, idempotencyKey, body);
            await connection.ExchangeAsync(request, repeatable: route.IsRead || idempotencyKey is not null);
            outcome = Judge(route, connection.Status);
            if (connection.Status is >= 200 and < 300)
            {
                value = read(connection.Body, Random);
            }
            else if (outcome is not (Outcome.Expected or Outcome.Limited))
            {
                world.Measurements.Explain(
                    route, connection.Status.ToString(CultureInfo.InvariantCulture), Encoding.UTF8.GetString(connection.Body));
            }
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            outcome = failure is PatienceException ? Outcome.Timeout : Outcome.Broken;
            world.Measurements.Explain(
                route, outcome == Outcome.Timeout ? "no answer in time" : failure.GetType().Name, failure.Message);
        }

        if (world.Measuring)
        {
            world.Measurements.Add(route, outcome, world.Clock.GetElapsedTime(start));
            connection.Release();
            await PauseAsync();
        }

        return value;
    }

    private ValueTask PauseAsync() => world.Pauses.WaitAsync(Mix.Think(Random), sleeper);

    private static Outcome Judge(Route route, int status) => status switch
    {
        >= 200 and < 300 => Outcome.Expected,
        429 => Outcome.Limited,
        >= 500 => Outcome.ServerError,
        _ => route.MayBe.Contains(status) ? Outcome.Expected : Outcome.Unexpected,
    };
}
