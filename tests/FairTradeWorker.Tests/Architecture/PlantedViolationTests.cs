using System.Reflection;
using FairTradeWorker.Tests.Architecture.Planted.Jobs;

namespace FairTradeWorker.Tests.Architecture;

/// <summary>Each rule, on code that breaks it. A rule that finds nothing here would find nothing anywhere.</summary>
public sealed class PlantedViolationTests
{
    private static readonly IReadOnlyList<MethodInfo> Handlers = HandlerTypes.HandlersOf(CodeBase.Planted);

    [Fact]
    public void A_forbidden_edge_is_found_in_a_signature() => Assert.Contains(FeatureRules.ForbiddenEdges(CodeBase.Planted),
        violation => violation.StartsWith("Accounts must not know Jobs", StringComparison.Ordinal));

    [Fact]
    public void A_forbidden_edge_is_found_inside_an_async_lambda() => Assert.Contains(FeatureRules.ForbiddenEdges(CodeBase.Planted),
        violation => violation.StartsWith("Territories must not know Bids", StringComparison.Ordinal));

    [Fact]
    public void A_forbidden_edge_is_found_inside_an_async_method() => Assert.Contains(FeatureRules.ForbiddenEdges(CodeBase.Planted),
        violation => violation.StartsWith("Jobs must not know Bids", StringComparison.Ordinal));

    [Fact]
    public void An_allowed_edge_is_none() => Assert.DoesNotContain(FeatureRules.ForbiddenEdges(CodeBase.Planted),
        violation => violation.StartsWith("Bids must not know Jobs", StringComparison.Ordinal));

    [Fact]
    public void A_folder_without_a_place_in_the_table_is_found() =>
        Assert.Equal(["Gardening"], FeatureRules.UnknownFeatures(CodeBase.Planted));

    [Fact]
    public void A_cycle_is_found()
    {
        var cycles = FeatureRules.Cycles(CodeBase.Planted);

        Assert.Contains("Jobs", cycles);
        Assert.Contains("Bids", cycles);
        Assert.DoesNotContain("Gardening", cycles);
    }

    [Fact]
    public void A_platform_that_knows_a_feature_is_found() =>
        Assert.Contains(FeatureRules.PlatformKnowsFeatures(CodeBase.Planted), use => use.Contains("Helper", StringComparison.Ordinal));

    [Theory]
    [InlineData("Microsoft.AspNetCore.Http.HttpContext")]
    [InlineData("System.Net.Http.HttpClient")]
    [InlineData("StackExchange.Redis.IDatabase")]
    [InlineData("Microsoft.Extensions.Options.IOptions")]
    public void An_entity_that_knows_too_much_is_found(string knowledge) => Assert.Contains(
        EntityRules.EntitiesWithForeignKnowledge(CodeBase.Planted), use => use.Contains(knowledge, StringComparison.Ordinal));

    [Theory]
    [InlineData(nameof(ReadsEntity))]
    [InlineData(nameof(PatchesEntity))]
    [InlineData(nameof(AnswersEntity))]
    [InlineData(nameof(AnswersEntityInside))]
    public void An_entity_on_the_wire_is_found(string handler) => Assert.Contains(
        EntityRules.EntitiesOnTheWire(CodeBase.Planted, Handlers),
        violation => violation.StartsWith($"{handler} shows", StringComparison.Ordinal));

    [Fact]
    public void A_request_without_validation_is_found() =>
        Assert.Contains(WireRules.RequestsWithoutValidation(Handlers), violation => violation.StartsWith(nameof(Shed), StringComparison.Ordinal));

    [Fact]
    public void A_type_without_a_JSON_context_is_found() => Assert.Contains(
        WireRules.TypesWithoutJson(Handlers, MarketplaceApp.Json), violation => violation.Contains(nameof(ShedResponse), StringComparison.Ordinal));

    [Fact]
    public void A_repository_is_found() => Assert.Equal(["ShedRepository"], ShapeRules.Repositories(CodeBase.Planted.Types));

    [Fact]
    public void A_mediator_is_found() => Assert.Equal(
        ["MediatR", "AutoMapper.Extensions.Microsoft"],
        ShapeRules.Mediators([new("MediatR"), new("AutoMapper.Extensions.Microsoft"), new("Npgsql")]));

    [Fact]
    public void An_interface_with_one_implementation_is_found() =>
        Assert.Contains(ShapeRules.NeedlessInterfaces(CodeBase.Planted.Types), violation => violation.Contains("IShedService", StringComparison.Ordinal));

    [Fact]
    public void An_interface_with_two_implementations_is_none() =>
        Assert.DoesNotContain(ShapeRules.NeedlessInterfaces(CodeBase.Planted.Types), violation => violation.Contains("IShedPart", StringComparison.Ordinal));

    [Fact]
    public void A_host_with_logic_is_found() => Assert.NotEmpty(ShapeRules.TypesBesideProgram([typeof(Shed)]));

    [Fact]
    public void A_reference_to_the_product_is_found() =>
        Assert.NotEmpty(ShapeRules.ReferencesToTheProduct(typeof(PlantedViolationTests).Assembly));
}
