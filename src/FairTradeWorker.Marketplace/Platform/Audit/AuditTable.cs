using FairTradeWorker.Marketplace.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace FairTradeWorker.Marketplace.Platform.Audit;

/// <summary>Makes the audit log append-only, against this program's own mistakes too. Run by the migrator; may be repeated.</summary>
internal static class AuditTable
{
    public static Task ProtectAsync(MarketplaceDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        create or replace function refuse_audit_change() returns trigger language plpgsql as
            'begin raise exception ''audit_entries is append-only''; end';
        create or replace trigger audit_append_only before update or delete or truncate on audit_entries
            for each statement execute function refuse_audit_change();
        """, ct);
}
