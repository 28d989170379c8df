using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Search;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace FairTradeWorker.Marketplace.Jobs;

/// <summary>
/// Text search among open jobs that no words can make dear. Rare words are looked up in the text index and all their
/// jobs are gathered; for common ones the list is walked, which soon meets enough of them. Whether words are rare is
/// known before, from PostgreSQL's statistics; what they do not foresee ends with the walk's limit or, after a change
/// of the world within minutes, with the statement timeout.
/// </summary>
internal sealed class SearchJobs(SearchDatabase database, ColumnShares shares)
{
    public async Task<BoundedPage<JobResponse>> RunAsync(JobList list, string q, bool mustBeCurrent, CancellationToken ct)
    {
        var words = await shares.OfAsync("jobs", "search_vector", "ix_jobs_open_newest", ct);
        return await database.RunAsync(mustBeCurrent, async (db, token) =>
        {
            var query = await db.Database.SqlQuery<NpgsqlTsQuery>($"""select websearch_to_tsquery('english', {q}) as "Value" """).SingleAsync(token);
            if (query is NpgsqlTsQueryEmpty)
            {
                // Nothing but words that stand in every text.
                return BoundedPage<JobResponse>.Whole([]);
            }

            return TextShare.Of(query, words) * words.Rows <= SearchLimits.Scattered
                ? await list.GatherAsync(db.Jobs, Matching, token)
                : await list.WalkAsync(db.Jobs, Matching, TextShare.WordsOf(query), token);

            IQueryable<Job> Matching(IQueryable<Job> jobs) => list.Filter.Narrow(jobs)
                .Where(job => EF.Property<NpgsqlTsVector>(job, JobSets.SearchVector).Matches(query));
        }, ct);
    }
}
