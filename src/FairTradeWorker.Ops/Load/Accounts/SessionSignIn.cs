using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace FairTradeWorker.Ops.Load.Accounts;

/// <summary>
/// Sessions of seeded accounts, written into the database before the run, so that the run does not measure the hashing
/// of passwords. Tokens are only in this process's memory, and the sessions end with the run's time and an hour.
/// </summary>
/// <remarks>
/// The seed has one operator for 100,000 accounts, too few to be five of a hundred users without sharing a rate limit.
/// So operators have accounts of their own, <c>operator…@load.test</c>, with a password that nobody knows. They stay.
/// </remarks>
internal sealed class SessionSignIn : ISignIn
{
    private const int TokenBytes = 32;
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private readonly NpgsqlDataSource database;
    private readonly SeededAccounts accounts;
    private readonly LoadMix mix;
    private readonly TimeProvider clock;
    private readonly DateTimeOffset expires;
    private readonly ConcurrentDictionary<int, string> ready = new();
    private IReadOnlyDictionary<string, Guid> ids = new Dictionary<string, Guid>();

    private SessionSignIn(NpgsqlDataSource database, SeededAccounts accounts, LoadMix mix, TimeProvider clock, TimeSpan duration)
    {
        (this.database, this.accounts, this.mix, this.clock) = (database, accounts, mix, clock);
        expires = clock.GetUtcNow() + duration + Margin;
    }

    /// <summary>How many different accounts the users have.</summary>
    public int Accounts => ids.Count;

    /// <summary>Opens a session for each of these users.</summary>
    /// <exception cref="LoadException">The database has not the accounts of a seed.</exception>
    /// <exception cref="NpgsqlException">The server refused or went away.</exception>
    public static async Task<SessionSignIn> PrepareAsync(
        NpgsqlDataSource database,
        LoadMix mix,
        IReadOnlyList<int> users,
        TimeSpan duration,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var signIn = new SessionSignIn(
            database, new SeededAccounts(await CountAsync(database, cancellationToken), mix), mix, clock, duration);
        await signIn.AddOperatorsAsync(users, cancellationToken);
        signIn.ids = await signIn.FindAsync(users, cancellationToken);
        var tokens = await signIn.InsertAsync(users, cancellationToken);
        foreach (var (user, token) in users.Zip(tokens))
        {
            signIn.ready[user] = token;
        }

        return signIn;
    }

    public async ValueTask<string?> OpenAsync(int user, CancellationToken cancellationToken) =>
        ready.TryRemove(user, out var token) ? token : (await InsertAsync([user], cancellationToken))[0];

    public string EmailOf(int user) =>
        mix.RoleOf(user) == Role.Operator ? $"operator{user}@load.test" : accounts.EmailOf(user);

    private static async Task<int> CountAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(max(substring(normalized_email from '^user([0-9]{1,9})@seed\.test$')::int), 0)
            from users where normalized_email like 'user%@seed.test'
            """);
        return await command.ExecuteScalarAsync(cancellationToken) is int and > 0 and var count
            ? count
            : throw new LoadException(
                "The database has no accounts of the seed. Fill it first:  dotnet run --project src/FairTradeWorker.Ops -- seed");
    }

    private async Task AddOperatorsAsync(IReadOnlyList<int> users, CancellationToken cancellationToken)
    {
        var emails = users.Where(user => mix.RoleOf(user) == Role.Operator).Select(EmailOf).ToArray();
        var nobodys = Convert.ToBase64String(RandomNumberGenerator.GetBytes(TokenBytes));
        await using var command = database.CreateCommand(
            """
            insert into users (id, email, normalized_email, password_hash, display_name, role, plan, created_at, version)
            select *, 'Load operator', 'operator', 'free', $4, 1 from
                (select id, email, email, 'pbkdf2-sha512$210000$' || $3 || '$' || $3 from unnest($1, $2) as wanted (id, email)) as one
            on conflict (normalized_email) do nothing
            """);
        command.Parameters.Add(new() { Value = emails.Select(_ => NewId()).ToArray() });
        command.Parameters.Add(new() { Value = emails });
        command.Parameters.Add(new() { Value = nobodys });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, Guid>> FindAsync(IReadOnlyList<int> users, CancellationToken cancellationToken)
    {
        var emails = users.Select(EmailOf).Distinct().ToArray();
        await using var command = database.CreateCommand(
            "select normalized_email, id from users where normalized_email = any($1) and erased_at is null");
        command.Parameters.Add(new() { Value = emails });
        var found = new Dictionary<string, Guid>(emails.Length);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetString(0), reader.GetGuid(1));
        }

        return found.Count == emails.Length
            ? found
            : throw new LoadException($"The database lacks {emails.Length - found.Count} of the accounts, such as "
                + $"{emails.First(email => !found.ContainsKey(email))}. Was it filled by  Ops -- seed?");
    }

    private async Task<string[]> InsertAsync(IReadOnlyList<int> users, CancellationToken cancellationToken)
    {
        var tokens = users.Select(_ => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes))).ToArray();
        await using var command = database.CreateCommand(
            """
            with wanted as (select * from unnest($1, $2, $3) as wanted (id, user_id, hash)),
                families as (
                    insert into refresh_token_families (id, user_id, created_at, expires_at)
                    select id, user_id, $4, $5 from wanted)
            insert into refresh_tokens (hash, family_id, expires_at) select hash, id, $5 from wanted
            """);
        command.Parameters.Add(new() { Value = users.Select(_ => NewId()).ToArray() });
        command.Parameters.Add(new() { Value = users.Select(user => ids[EmailOf(user)]).ToArray() });
        command.Parameters.Add(new() { Value = tokens.Select(token => SHA256.HashData(Encoding.UTF8.GetBytes(token))).ToArray() });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        command.Parameters.Add(new() { Value = expires });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return tokens;
    }

    private Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());
}
