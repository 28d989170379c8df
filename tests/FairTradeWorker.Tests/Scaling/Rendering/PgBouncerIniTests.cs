using FairTradeWorker.Scaling;
using FairTradeWorker.Scaling.Rendering;

namespace FairTradeWorker.Tests.Scaling.Rendering;

public sealed class PgBouncerIniTests
{
    private static readonly ScalingPlan Plan = ScalingPlan.Load();

    [Fact]
    public void Each_server_is_a_database_of_its_own()
    {
        var nodes = Section(PgBouncerIni.Render(Plan, PoolerSetup.Compose(Plan)), "databases");

        Assert.Equal(
            [
                "fairtradeworker = host=postgres port=5432 dbname=fairtradeworker",
                "fairtradeworker_replica1 = host=postgres-replica1 port=5432 dbname=fairtradeworker",
                "fairtradeworker_replica2 = host=postgres-replica2 port=5432 dbname=fairtradeworker",
            ],
            nodes);
    }

    [Fact]
    public void Databases_behind_one_name_share_its_connections() => Assert.Equal(
        [
            "fairtradeworker = host=postgres-rw port=5432 dbname=fairtradeworker",
            "fairtradeworker_replica1 = host=postgres-ro port=5432 dbname=fairtradeworker max_db_connections=50",
            "fairtradeworker_replica2 = host=postgres-ro port=5432 dbname=fairtradeworker max_db_connections=50",
        ],
        Section(PgBouncerIni.Render(Plan, PoolerSetup.Kubernetes(Plan)), "databases"));

    [Fact]
    public void A_version_before_1_21_is_not_told_what_it_does_not_know()
    {
        var setup = PoolerSetup.Compose(Plan);
        var newer = Section(PgBouncerIni.Render(Plan, setup), "pgbouncer");
        var older = Section(PgBouncerIni.Render(Plan, setup with { KeepsPreparedStatements = false }), "pgbouncer");

        Assert.Equal(["max_prepared_statements = 200"], newer.Except(older));
        Assert.Empty(older.Except(newer));
    }

    [Fact]
    public void No_secret_is_in_it()
    {
        var text = PgBouncerIni.Render(Plan, PoolerSetup.Kubernetes(Plan));

        Assert.DoesNotContain("password=", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("auth_file = /etc/pgbouncer/userlist.txt", text, StringComparison.Ordinal);
    }

    private static List<string> Section(string text, string name) =>
    [
        .. text.Split('\n').SkipWhile(line => line != $"[{name}]").Skip(1).TakeWhile(line => !line.StartsWith('['))
            .Where(line => line.Length > 0 && line[0] != ';'),
    ];
}
