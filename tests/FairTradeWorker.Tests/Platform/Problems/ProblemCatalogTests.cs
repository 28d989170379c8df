using System.Reflection;
using System.Text.RegularExpressions;
using FairTradeWorker.Marketplace;
using FairTradeWorker.Marketplace.Platform.Problems;
using Microsoft.Extensions.DependencyInjection;

namespace FairTradeWorker.Tests.Platform.Problems;

public sealed partial class ProblemCatalogTests
{
    private static readonly ProblemCatalog Catalog = MarketplaceApp.Services.GetRequiredService<ProblemCatalog>();

    public static TheoryData<Type> EveryListOfProblems() =>
        [.. typeof(MarketplaceModule).Assembly.GetTypes().Where(type => ProblemsIn(type).Any())];

    [Theory]
    [MemberData(nameof(EveryListOfProblems))]
    public void Every_problem_is_in_its_list_and_in_the_catalog(Type problems)
    {
        var all = (IEnumerable<ProblemType>?)problems.GetProperty("All")?.GetValue(null);

        Assert.Equal(ProblemsIn(problems).OrderBy(type => type.Slug), all?.OrderBy(type => type.Slug));
        Assert.All(ProblemsIn(problems), type => Assert.Same(type, Catalog.TryFind(type.Slug, out var found) ? found : null));
    }

    [Fact]
    public void Every_problem_is_an_error_with_a_slug_and_says_what_to_do()
    {
        Assert.NotEmpty(Catalog.All);
        Assert.All(Catalog.All, type =>
        {
            Assert.Matches(Slug(), type.Slug);
            Assert.InRange(type.Status, 400, 599);
            Assert.NotEmpty(type.Title);
            Assert.EndsWith(".", type.Meaning, StringComparison.Ordinal);
            Assert.EndsWith(".", type.Remedy, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Two_problems_of_one_slug_are_refused() =>
        Assert.Throws<ArgumentException>(() => new ProblemCatalog([CommonProblems.NotFound, CommonProblems.NotFound]));

    [Fact]
    public void A_problem_that_does_not_exist_is_not_found() => Assert.False(Catalog.TryFind("no-such-problem", out _));

    private static IEnumerable<ProblemType> ProblemsIn(Type type) => type.ContainsGenericParameters
        ? []
        : type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => field.FieldType == typeof(ProblemType)).Select(field => field.GetValue(null)).OfType<ProblemType>();

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Slug();
}
