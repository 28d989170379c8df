using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace FairTradeWorker.Marketplace.Platform.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    target = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    previous_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_records",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<byte[]>(type: "bytea", nullable: false),
                    status = table.Column<short>(type: "smallint", nullable: false),
                    headers = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_records", x => new { x.user_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "outbox_messages",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    aggregate_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    available_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    lease_token = table.Column<Guid>(type: "uuid", nullable: true),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    dead_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_messages", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "territories",
                columns: table => new
                {
                    id = table.Column<string>(type: "character(5)", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character(2)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_territories", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "user_event_counters",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last_sequence = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_event_counters", x => x.user_id);
                });

            migrationBuilder.CreateTable(
                name: "user_events",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    data = table.Column<string>(type: "text", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_user_events", x => new { x.user_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    normalized_email = table.Column<string>(type: "text", nullable: false),
                    password_hash = table.Column<string>(type: "text", nullable: false),
                    display_name = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    plan = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    erased_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    erasure_finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_users", x => x.id);
                    table.CheckConstraint("ck_users_plan", "plan in ('free', 'pro')");
                    table.CheckConstraint("ck_users_role", "role in ('homeowner', 'contractor', 'operator')");
                });

            migrationBuilder.CreateTable(
                name: "contractor_profiles",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_name = table.Column<string>(type: "text", nullable: false),
                    bio = table.Column<string>(type: "text", nullable: false),
                    trades = table.Column<string[]>(type: "text[]", nullable: false),
                    territory_ids = table.Column<string[]>(type: "text[]", nullable: false),
                    years_experience = table.Column<int>(type: "integer", nullable: false),
                    available_now = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    search_vector = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: true, computedColumnSql: "setweight(to_tsvector('simple', translate(company_name, '.-/_@:&', '       ')), 'A') || setweight(to_tsvector('english', bio), 'B')", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contractor_profiles", x => x.user_id);
                    table.CheckConstraint("ck_contractor_profiles_territory_ids", "cardinality(territory_ids) between 1 and 50");
                    table.CheckConstraint("ck_contractor_profiles_trades", "cardinality(trades) between 1 and 10");
                    table.CheckConstraint("ck_contractor_profiles_years", "years_experience between 0 and 80");
                    table.ForeignKey(
                        name: "fk_contractor_profiles_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "fee_quotes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    method = table.Column<string>(type: "text", nullable: false),
                    platform_fee_cents = table.Column<long>(type: "bigint", nullable: false),
                    processor_fee_cents = table.Column<long>(type: "bigint", nullable: false),
                    total_cents = table.Column<long>(type: "bigint", nullable: false),
                    fee_schedule_version = table.Column<int>(type: "integer", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fee_quotes", x => x.id);
                    table.CheckConstraint("ck_fee_quotes_method", "method in ('card', 'ach')");
                    table.CheckConstraint("ck_fee_quotes_total", "total_cents = amount_cents + platform_fee_cents + processor_fee_cents");
                    table.ForeignKey(
                        name: "fk_fee_quotes_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    homeowner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: false),
                    territory_id = table.Column<string>(type: "character(5)", nullable: false),
                    trades = table.Column<string[]>(type: "text[]", nullable: false),
                    budget_min_cents = table.Column<long>(type: "bigint", nullable: true),
                    budget_max_cents = table.Column<long>(type: "bigint", nullable: true),
                    size = table.Column<string>(type: "text", nullable: false),
                    urgency = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    bid_count = table.Column<int>(type: "integer", nullable: false),
                    max_bids = table.Column<int>(type: "integer", nullable: false),
                    bid_deadline = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    preferred_start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    first_bid_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    status_reason = table.Column<string>(type: "text", nullable: true),
                    accepted_bid_id = table.Column<Guid>(type: "uuid", nullable: true),
                    awarded_contractor_id = table.Column<Guid>(type: "uuid", nullable: true),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    search_vector = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: true, computedColumnSql: "setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', description), 'B')", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => x.id);
                    table.CheckConstraint("ck_jobs_award", "(status in ('awarded', 'in_progress', 'work_submitted', 'completed')) = (accepted_bid_id is not null) or status = 'cancelled'");
                    table.CheckConstraint("ck_jobs_bid_count", "bid_count between 0 and max_bids");
                    table.CheckConstraint("ck_jobs_budget", "budget_min_cents is null or budget_max_cents is null or budget_min_cents <= budget_max_cents");
                    table.CheckConstraint("ck_jobs_published", "status in ('draft', 'cancelled') or published_at is not null");
                    table.CheckConstraint("ck_jobs_size", "size in ('small', 'medium', 'large')");
                    table.CheckConstraint("ck_jobs_status", "status in ('draft', 'open', 'awarded', 'in_progress', 'work_submitted', 'completed', 'cancelled', 'expired')");
                    table.CheckConstraint("ck_jobs_urgency", "urgency in ('low', 'normal', 'high', 'emergency')");
                    table.ForeignKey(
                        name: "fk_jobs_territory_territory_id",
                        column: x => x.territory_id,
                        principalTable: "territories",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_jobs_users_homeowner_id",
                        column: x => x.homeowner_id,
                        principalTable: "users",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "refresh_token_families",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refresh_token_families", x => x.id);
                    table.ForeignKey(
                        name: "fk_refresh_token_families_user_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "bids",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contractor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    message = table.Column<string>(type: "text", nullable: false),
                    duration_days = table.Column<int>(type: "integer", nullable: true),
                    earliest_start = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    status_reason = table.Column<string>(type: "text", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bids", x => x.id);
                    table.CheckConstraint("ck_bids_amount", "amount_cents between 1 and 1000000000");
                    table.CheckConstraint("ck_bids_status", "status in ('submitted', 'withdrawn', 'declined', 'expired', 'accepted', 'not_selected')");
                    table.ForeignKey(
                        name: "fk_bids_jobs_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_bids_users_contractor_id",
                        column: x => x.contractor_id,
                        principalTable: "users",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "conversations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    homeowner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contractor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last_sequence = table.Column<int>(type: "integer", nullable: false),
                    homeowner_read_sequence = table.Column<int>(type: "integer", nullable: false),
                    contractor_read_sequence = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_activity_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conversations", x => x.id);
                    table.CheckConstraint("ck_conversations_read", "homeowner_read_sequence between 0 and last_sequence and contractor_read_sequence between 0 and last_sequence");
                    table.ForeignKey(
                        name: "fk_conversations_jobs_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_conversations_users_contractor_id",
                        column: x => x.contractor_id,
                        principalTable: "users",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_conversations_users_homeowner_id",
                        column: x => x.homeowner_id,
                        principalTable: "users",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "job_addresses",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line1 = table.Column<string>(type: "text", nullable: false),
                    line2 = table.Column<string>(type: "text", nullable: true),
                    city = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    zip = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_addresses", x => x.job_id);
                    table.ForeignKey(
                        name: "fk_job_addresses_job_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "refresh_tokens",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    family_id = table.Column<Guid>(type: "uuid", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refresh_tokens", x => x.hash);
                    table.ForeignKey(
                        name: "fk_refresh_tokens_refresh_token_family_family_id",
                        column: x => x.family_id,
                        principalTable: "refresh_token_families",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "agreements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bid_id = table.Column<Guid>(type: "uuid", nullable: false),
                    homeowner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contractor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount_cents = table.Column<long>(type: "bigint", nullable: false),
                    platform_fee_cents = table.Column<long>(type: "bigint", nullable: false),
                    total_cents = table.Column<long>(type: "bigint", nullable: false),
                    fee_schedule_version = table.Column<int>(type: "integer", nullable: false),
                    fee_quote_id = table.Column<Guid>(type: "uuid", nullable: true),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreements", x => x.id);
                    table.CheckConstraint("ck_agreements_total", "total_cents = amount_cents + platform_fee_cents");
                    table.ForeignKey(
                        name: "fk_agreements_bid_bid_id",
                        column: x => x.bid_id,
                        principalTable: "bids",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_agreements_job_job_id",
                        column: x => x.job_id,
                        principalTable: "jobs",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sender_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_message_id = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => new { x.conversation_id, x.sequence });
                    table.ForeignKey(
                        name: "fk_messages_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "conversations",
                        principalColumn: "id");
                    table.ForeignKey(
                        name: "fk_messages_users_sender_id",
                        column: x => x.sender_id,
                        principalTable: "users",
                        principalColumn: "id");
                });

            migrationBuilder.CreateIndex(
                name: "ix_agreements_accepted",
                table: "agreements",
                column: "accepted_at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_agreements_bid_id",
                table: "agreements",
                column: "bid_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agreements_job_id",
                table: "agreements",
                column: "job_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bids_by_contractor",
                table: "bids",
                columns: new[] { "contractor_id", "submitted_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_bids_by_job",
                table: "bids",
                columns: new[] { "job_id", "submitted_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_bids_submitted",
                table: "bids",
                column: "submitted_at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ux_bids_one_accepted_per_job",
                table: "bids",
                column: "job_id",
                unique: true,
                filter: "status = 'accepted'");

            migrationBuilder.CreateIndex(
                name: "ux_bids_one_live_per_contractor",
                table: "bids",
                columns: new[] { "job_id", "contractor_id" },
                unique: true,
                filter: "status in ('submitted', 'accepted')");

            migrationBuilder.CreateIndex(
                name: "ix_contractor_profiles_newest",
                table: "contractor_profiles",
                columns: new[] { "created_at", "user_id" });

            migrationBuilder.CreateIndex(
                name: "ix_contractor_profiles_search",
                table: "contractor_profiles",
                column: "search_vector")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_contractor_profiles_territory_ids",
                table: "contractor_profiles",
                column: "territory_ids")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_contractor_profiles_trades",
                table: "contractor_profiles",
                column: "trades")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_by_contractor",
                table: "conversations",
                columns: new[] { "contractor_id", "last_activity_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_by_homeowner",
                table: "conversations",
                columns: new[] { "homeowner_id", "last_activity_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_conversations_job_contractor",
                table: "conversations",
                columns: new[] { "job_id", "contractor_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_fee_quotes_expires_at",
                table: "fee_quotes",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_fee_quotes_user_id",
                table: "fee_quotes",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_records_created_at",
                table: "idempotency_records",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_agreed_by_territory",
                table: "jobs",
                column: "territory_id",
                filter: "agreement_id is not null")
                .Annotation("Npgsql:IndexInclude", new[] { "agreement_id" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_by_awarded_contractor",
                table: "jobs",
                columns: new[] { "awarded_contractor_id", "created_at", "id" },
                filter: "awarded_contractor_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_by_homeowner",
                table: "jobs",
                columns: new[] { "homeowner_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_completed_by_contractor",
                table: "jobs",
                column: "awarded_contractor_id",
                filter: "status = 'completed'");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_open_by_deadline",
                table: "jobs",
                columns: new[] { "bid_deadline", "id" },
                filter: "status = 'open'");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_open_by_territory",
                table: "jobs",
                columns: new[] { "territory_id", "published_at", "id" },
                filter: "status = 'open'");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_open_by_territory_deadline",
                table: "jobs",
                columns: new[] { "territory_id", "bid_deadline", "id" },
                filter: "status = 'open'");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_open_newest",
                table: "jobs",
                columns: new[] { "published_at", "id" },
                filter: "status = 'open'");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_open_search",
                table: "jobs",
                column: "search_vector",
                filter: "status = 'open'")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_open_trades",
                table: "jobs",
                column: "trades",
                filter: "status = 'open'")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_published",
                table: "jobs",
                column: "published_at",
                filter: "published_at is not null")
                .Annotation("Npgsql:IndexInclude", new[] { "first_bid_at" });

            migrationBuilder.CreateIndex(
                name: "ix_jobs_published_by_territory",
                table: "jobs",
                columns: new[] { "territory_id", "published_at" },
                filter: "published_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_messages_sender_id",
                table: "messages",
                column: "sender_id");

            migrationBuilder.CreateIndex(
                name: "ux_messages_client_message_id",
                table: "messages",
                columns: new[] { "conversation_id", "sender_id", "client_message_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_messages_aggregate_id_sequence",
                table: "outbox_messages",
                columns: new[] { "aggregate_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_messages_dead_at",
                table: "outbox_messages",
                column: "dead_at",
                filter: "dead_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_messages_id",
                table: "outbox_messages",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_refresh_token_families_expires_at",
                table: "refresh_token_families",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_refresh_token_families_user_id",
                table: "refresh_token_families",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_refresh_tokens_family_id",
                table: "refresh_tokens",
                column: "family_id");

            migrationBuilder.CreateIndex(
                name: "ix_user_events_occurred_at",
                table: "user_events",
                column: "occurred_at");

            migrationBuilder.CreateIndex(
                name: "ix_users_created",
                table: "users",
                column: "created_at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_users_just_erased",
                table: "users",
                column: "erased_at",
                filter: "erased_at is not null and erasure_finished_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_users_normalized_email",
                table: "users",
                column: "normalized_email",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agreements");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "contractor_profiles");

            migrationBuilder.DropTable(
                name: "fee_quotes");

            migrationBuilder.DropTable(
                name: "idempotency_records");

            migrationBuilder.DropTable(
                name: "job_addresses");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "outbox_messages");

            migrationBuilder.DropTable(
                name: "refresh_tokens");

            migrationBuilder.DropTable(
                name: "user_event_counters");

            migrationBuilder.DropTable(
                name: "user_events");

            migrationBuilder.DropTable(
                name: "bids");

            migrationBuilder.DropTable(
                name: "conversations");

            migrationBuilder.DropTable(
                name: "refresh_token_families");

            migrationBuilder.DropTable(
                name: "jobs");

            migrationBuilder.DropTable(
                name: "territories");

            migrationBuilder.DropTable(
                name: "users");
        }
    }
}
