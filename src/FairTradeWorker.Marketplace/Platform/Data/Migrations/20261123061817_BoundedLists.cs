using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FairTradeWorker.Marketplace.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class BoundedLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_messages_sender_id",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_jobs_open_trades",
                table: "jobs");

            migrationBuilder.CreateIndex(
                name: "ix_bids_by_contractor_status",
                table: "bids",
                columns: new[] { "contractor_id", "status", "submitted_at", "id" });

            // ANALYZE lists words that are in a thousandth of the rows or in fewer, so that a search can tell rare words from
            // common ones at a million jobs too. What is not listed yet counts as common.
            migrationBuilder.Sql("alter table jobs alter column search_vector set statistics 300");
            migrationBuilder.Sql("alter table contractor_profiles alter column search_vector set statistics 300");
            migrationBuilder.Sql("alter table contractor_profiles alter column territory_ids set statistics 300");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("alter table jobs alter column search_vector set statistics -1");
            migrationBuilder.Sql("alter table contractor_profiles alter column search_vector set statistics -1");
            migrationBuilder.Sql("alter table contractor_profiles alter column territory_ids set statistics -1");

            migrationBuilder.DropIndex(
                name: "ix_bids_by_contractor_status",
                table: "bids");

            migrationBuilder.CreateIndex(
                name: "ix_messages_sender_id",
                table: "messages",
                column: "sender_id");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_open_trades",
                table: "jobs",
                column: "trades",
                filter: "status = 'open'")
                .Annotation("Npgsql:IndexMethod", "gin");
        }
    }
}
