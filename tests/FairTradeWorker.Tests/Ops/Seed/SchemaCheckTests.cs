using FairTradeWorker.Ops.Seed;

namespace FairTradeWorker.Tests.Ops.Seed;

public sealed class SchemaCheckTests
{
    private static readonly IReadOnlyList<SeedStep> Steps = SeedTables.For(world: null, passwordHash: "");

    private static readonly IReadOnlyList<DatabaseColumn> Known =
        [.. Steps.SelectMany(step => step.Columns.Select(column => new DatabaseColumn(step.Table, column.Name, column.Type, MustBeGiven: true)))];

    [Fact]
    public void The_known_schema_and_new_columns_that_may_stay_empty_are_no_difference()
    {
        Assert.Empty(SchemaCheck.Compare(Steps, [.. Known, new("users", "phone", "text", MustBeGiven: false)]));
    }

    [Fact]
    public void Missing_changed_and_required_unknown_columns_are_named()
    {
        DatabaseColumn[] found =
        [
            .. Known.Where(column => column is not ({ Table: "messages" } or { Table: "bids", Name: "message" } or { Name: "sequence" }))
                .Select(column => column is { Table: "jobs", Name: "max_bids" } ? column with { Type = "bigint" } : column),
            new("users", "phone", "text", MustBeGiven: true),
        ];

        Assert.Equal(
            [
                "column users.phone is required, but not known here", "column jobs.max_bids is bigint, not integer",
                "column bids.message is missing", "table messages is missing",
            ],
            SchemaCheck.Compare(Steps, found));
    }
}
