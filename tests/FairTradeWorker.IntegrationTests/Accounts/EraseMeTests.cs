using FairTradeWorker.IntegrationTests.Harness;

namespace FairTradeWorker.IntegrationTests.Accounts;

public sealed class EraseMeTests(Platform platform) : ApiTest(platform)
{
    [Fact]
    public async Task A_deleted_account_is_refused_at_once_by_every_instance()
    {
        var person = await Api.RegisterAsync("homeowner");
        (await Api.SendAsync(Call.Get("/v1/me", person).On(1))).Is(200);
        (await Api.SendAsync(Erase(person).On(0))).Is(200);
        foreach (var instance in (int[])[1, 0])
        {
            (await Api.SendAsync(Call.Get("/v1/me", person).On(instance))).IsProblem(401, "unauthenticated");
            (await Api.SendAsync(Call.Get("/v1/jobs", person).On(instance))).IsProblem(401, "unauthenticated");
            (await Api.SendAsync(Call.Post("/v1/jobs", person, Market.Job()).On(instance))).IsProblem(401, "unauthenticated");
            (await Api.SendAsync(Erase(person).On(instance))).IsProblem(401, "unauthenticated");
        }

        (await Api.PostAsync("/v1/auth/refresh", null, new { refreshToken = person.RefreshToken })).IsProblem(401, "invalid-refresh-token");
        (await Api.PostAsync("/v1/auth/login", null, new { email = person.Email, password = Person.Password })).IsProblem(401, "invalid-credentials");
    }

    [Fact]
    public async Task Nothing_of_the_person_is_left_and_the_address_is_free()
    {
        var person = await Api.RegisterAsync("homeowner");
        (await Api.SendAsync(Erase(person).WithJson("{}"))).Is(200);
        var row = await Rows.ScalarAsync<string>("select users::text from users where id = $1", Guid.Parse(person.Id));
        Assert.DoesNotContain(person.Email, row, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Deleted user", row, StringComparison.Ordinal);
        Assert.Equal(0, await Rows.ScalarAsync<long>("select count(*) from refresh_token_families where user_id = $1", Guid.Parse(person.Id)));

        var again = Api.PersonOf((await Api.PostAsync("/v1/auth/register", null,
            new { email = person.Email, password = Person.Password, displayName = "Once more", role = "contractor" })).Is(201));
        Assert.NotEqual(person.Id, again.Id);
    }

    [Fact]
    public async Task A_homeowners_open_jobs_are_cancelled_and_what_only_he_saw_is_deleted()
    {
        var (homeowner, contractor) = (await Api.RegisterAsync("homeowner"), await Api.Crowd.ContractorAsync());
        var job = Market.Job();
        job["address"] = Market.Address();
        var open = await Api.PostJobAsync(homeowner, job);
        var bid = await Api.BidAsync(contractor, open);
        var draft = Market.Job();
        draft["draft"] = true;
        var draftId = await Api.PostJobAsync(homeowner, draft);

        var report = (await Api.SendAsync(Erase(homeowner))).Is(200);
        Assert.Contains("open jobs, cancelled", report.Text, StringComparison.Ordinal);
        var left = (await Api.GetAsync($"/v1/jobs/{open}")).Is(200);
        Assert.Equal("cancelled", left.TextOf("status"));
        Assert.Equal("Deleted job", left.TextOf("title"));
        Assert.Equal("not_selected", (await Api.GetAsync($"/v1/bids/{bid}", contractor)).TextOf("status"));
        Assert.Equal(0, await Rows.ScalarAsync<long>("select count(*) from job_addresses where job_id = $1", Guid.Parse(open)));
        Assert.Equal(0, await Rows.ScalarAsync<long>("select count(*) from jobs where id = $1", Guid.Parse(draftId)));
    }

    [Fact]
    public async Task A_contractors_bids_are_withdrawn_and_free_their_places()
    {
        var (homeowner, contractor) = (await Api.Crowd.HomeownerAsync(), await Api.RegisterAsync("contractor"));
        var job = await Api.PostJobAsync(homeowner, maxBids: 1);
        var bid = await Api.BidAsync(contractor, job);
        var talk = (await Api.PostAsync("/v1/conversations", contractor, new { jobId = job })).Is(201).Id;
        (await Api.SayAsync(contractor, talk, "Is the roof flat?")).Is(201);

        var report = (await Api.SendAsync(Erase(contractor))).Is(200);
        Assert.All(report["kept"].EnumerateArray(), kept => Assert.NotEmpty(kept.GetProperty("why").GetString()!));
        var left = (await Api.GetAsync($"/v1/bids/{bid}", homeowner)).Is(200);
        Assert.Equal("withdrawn", left.TextOf("status"));
        Assert.DoesNotContain("Tuesday", left.Text, StringComparison.Ordinal);
        Assert.Contains("Is the roof flat?", (await Api.GetAsync($"/v1/conversations/{talk}/messages", homeowner)).Text, StringComparison.Ordinal);
        await Api.BidAsync(await Api.Crowd.ContractorAsync(7), job);
    }

    [Fact]
    public async Task An_awarded_job_stands_in_the_way_of_both_parties_until_it_is_done()
    {
        var (homeowner, contractor) = (await Api.RegisterAsync("homeowner"), await Api.RegisterAsync("contractor"));
        var (job, _, agreement) = await Api.AwardAsync(homeowner, contractor);
        foreach (var person in (Person[])[homeowner, contractor])
        {
            var refused = (await Api.SendAsync(Erase(person))).IsProblem(409, "open-obligations");
            Assert.Equal($"/v1/jobs/{job}", Assert.Single(refused["blocking"].EnumerateArray()).GetString());
            (await Api.GetAsync("/v1/me", person)).Is(200);
        }

        (await Api.PostAsync($"/v1/jobs/{job}/start", contractor)).Is(200);
        (await Api.PostAsync($"/v1/jobs/{job}/submit-work", contractor)).Is(200);
        (await Api.PostAsync($"/v1/jobs/{job}/approve", homeowner)).Is(200);
        (await Api.SendAsync(Erase(contractor))).Is(200);
        (await Api.GetAsync($"/v1/agreements/{agreement}", homeowner)).Is(200);
        (await Api.SendAsync(Erase(homeowner))).Is(200);
        Assert.Equal(1, await Rows.ScalarAsync<long>("select count(*) from agreements where id = $1", Guid.Parse(agreement)));
    }

    [Fact]
    public async Task Either_the_bid_is_accepted_or_the_account_is_deleted_but_never_both()
    {
        var homeowner = await Api.Crowd.HomeownerAsync();
        for (var round = 0; round < 5; round++)
        {
            var contractor = await Api.RegisterAsync("contractor");
            var bid = await Api.BidAsync(contractor, await Api.PostJobAsync(homeowner));
            var (accept, erase) = (Api.AcceptAsync(homeowner, bid), Api.SendAsync(Erase(contractor)));
            await Task.WhenAll(accept, erase);
            Assert.True(((await accept).Status, (await erase).Status) is (201, 409) or (409, 200), $"{await accept}\n{await erase}");
        }
    }

    [Fact]
    public async Task What_a_request_under_way_left_behind_is_erased_when_its_token_has_expired()
    {
        var person = await Api.RegisterAsync("homeowner");
        var id = Guid.Parse(person.Id);
        (await Api.SendAsync(Erase(person))).Is(200);
        await Rows.ExecuteAsync("""
            insert into refresh_token_families (id, user_id, created_at, expires_at) values (gen_random_uuid(), $1, now(), now() + interval '1 day')
            """, id);
        await Rows.ExecuteAsync("update users set erased_at = now() - interval '21 minutes' where id = $1", id);
        await UntilAsync(async () =>
            await Rows.ScalarAsync<long>("select count(*) from refresh_token_families where user_id = $1", id) == 0 &&
            await Rows.ScalarAsync<bool>("select erasure_finished_at is not null from users where id = $1", id), "the Worker erases the rest");
    }

    private static Call Erase(Person person) => new("DELETE", "/v1/me") { By = person };
}
