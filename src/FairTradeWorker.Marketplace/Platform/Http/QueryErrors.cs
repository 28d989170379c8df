using System.Diagnostics.CodeAnalysis;
using FairTradeWorker.Marketplace.Platform.Problems;

namespace FairTradeWorker.Marketplace.Platform.Http;

/// <summary>Collects what is wrong with a request's query parameters, all at once.</summary>
internal sealed class QueryErrors
{
    private readonly Dictionary<string, string[]> errors = new(StringComparer.Ordinal);

    public void Check(string parameter, IQueryValue? value)
    {
        if (value?.Complaint is { } complaint)
        {
            Add(parameter, complaint);
        }
    }

    public void Add(string parameter, string complaint) => errors[parameter] = [complaint];

    public bool Any([NotNullWhen(true)] out Problem? problem)
    {
        problem = errors.Count == 0 ? null : CommonProblems.Invalid(errors);
        return problem is not null;
    }
}
