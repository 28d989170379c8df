using System.Reflection;
using Aspire.Hosting;
using FairTradeWorker.LocalServers;
using FairTradeWorker.Marketplace;
using FairTradeWorker.Marketplace.Platform.Data;
using FairTradeWorker.Marketplace.Platform.Data.Nodes;
using FairTradeWorker.Ops.Walk;
using FairTradeWorker.Scaling;
using Microsoft.AspNetCore.Routing;

namespace FairTradeWorker.Tests.Architecture;

/// <summary>The rules of the house, on the product.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Product = typeof(MarketplaceModule).Assembly;
    private static readonly Assembly Orchestration = typeof(DistributedApplication).Assembly;
    private static readonly Assembly Servers = typeof(PreparedPostgres).Assembly;
    private static readonly Assembly Tool = typeof(WalkReport).Assembly;
    private static readonly Assembly Plan = typeof(ScalingPlan).Assembly;
    private static readonly Assembly[] Ours = [Product, Orchestration, Servers, Tool, Plan, Assembly.Load("FairTradeWorker.ServiceDefaults")];

    [Fact]
    public void Features_know_only_those_below_them() => Assert.Empty(FeatureRules.ForbiddenEdges(CodeBase.Product));

    [Fact]
    public void Every_feature_has_a_place_in_the_table_of_allowed_edges() =>
        Assert.Empty(FeatureRules.UnknownFeatures(CodeBase.Product));

    [Fact]
    public void Features_are_free_of_cycles() => Assert.Empty(FeatureRules.Cycles(CodeBase.Product));

    [Fact]
    public void The_platform_knows_no_feature() => Assert.Empty(FeatureRules.PlatformKnowsFeatures(CodeBase.Product));

    [Fact]
    public void Every_allowed_edge_is_between_features_that_exist()
    {
        var features = CodeBase.Product.Types.Select(type => CodeBase.Product.FeatureOf(type.FullName ?? type.Name)).ToHashSet();

        Assert.All(FeatureRules.AllowedEdges, edge => Assert.Contains(edge.Key, features));
        Assert.NotEmpty(CodeBase.Product.FeatureEdges());
    }

    [Fact]
    public void Entities_know_nothing_of_the_web_of_vendors_or_of_configuration()
    {
        Assert.NotEmpty(EntityRules.Entities(CodeBase.Product));
        Assert.Empty(EntityRules.EntitiesWithForeignKnowledge(CodeBase.Product));
    }

    [Fact]
    public void No_entity_is_a_request_or_an_answer() =>
        Assert.Empty(EntityRules.EntitiesOnTheWire(CodeBase.Product, HandlerTypes.HandlersOf(CodeBase.Product)));

    [Fact]
    public void The_handlers_of_all_endpoints_are_looked_at()
    {
        var found = HandlerTypes.HandlersOf(CodeBase.Product).ToHashSet();

        Assert.All(MarketplaceApp.Handlers.Where(handler => HandlerTypes.AnswersOf(handler).Any()),
            handler => Assert.Contains(handler, found));
    }

    [Fact]
    public void There_is_no_repository() => Assert.Empty(ShapeRules.Repositories(Ours.SelectMany(assembly => assembly.GetTypes())));

    [Fact]
    public void There_is_no_mediator_and_no_automatic_mapper() =>
        Assert.Empty(ShapeRules.Mediators(Ours.SelectMany(assembly => assembly.GetReferencedAssemblies())));

    [Fact]
    public void An_interface_has_several_implementations_or_a_reason() =>
        Assert.Empty(ShapeRules.NeedlessInterfaces([.. Ours.SelectMany(assembly => assembly.GetTypes())]));

    [Fact]
    public void Every_exception_for_an_interface_is_still_needed()
    {
        var types = Ours.SelectMany(assembly => assembly.GetTypes()).ToList();
        var needless = ShapeRules.NeedlessInterfaces(types, withExceptions: false);

        Assert.All(ShapeRules.AllowedSingleImplementations.Keys,
            name => Assert.Contains(needless, violation => violation.StartsWith($"{name} ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("FairTradeWorker.Api")]
    [InlineData("FairTradeWorker.Worker")]
    public void The_Program_of_a_host_is_one_screen(string host) =>
        Assert.InRange(File.ReadAllLines(Path.Combine(Repository.Root, "src", host, "Program.cs")).Length, 1, 40);

    [Theory]
    [InlineData("FairTradeWorker.Api")]
    [InlineData("FairTradeWorker.Worker")]
    public void A_host_has_no_type_but_its_Program(string host) =>
        Assert.Empty(ShapeRules.TypesBesideProgram(Assembly.Load(host).GetTypes()));

    [Fact]
    public void The_orchestration_the_local_servers_and_the_tool_know_the_product_only_from_outside() =>
        Assert.Empty(new[] { Orchestration, Servers, Tool }.SelectMany(ShapeRules.ReferencesToTheProduct));

    [Fact]
    public void The_scaling_plan_knows_nothing_but_the_runtime() =>
        Assert.All(typeof(ScalingPlan).Assembly.GetReferencedAssemblies(),
            reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void Every_reader_of_the_database_says_what_it_can_live_with() =>
        Assert.Empty(MarketplaceApp.Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is ["GET"])
            .Where(endpoint => MarketplaceApp.HandlerOf(endpoint).GetParameters().Any(parameter => parameter.ParameterType == typeof(MarketplaceDb)))
            .Where(endpoint => !endpoint.Metadata.OfType<Reading>().Any())
            .Select(endpoint => endpoint.DisplayName));

    [Fact]
    public void Every_request_is_validated() => Assert.Empty(WireRules.RequestsWithoutValidation(MarketplaceApp.Handlers));

    [Fact]
    public void Every_request_and_answer_is_in_a_JSON_context() =>
        Assert.Empty(WireRules.TypesWithoutJson(MarketplaceApp.Handlers, MarketplaceApp.Json));
}
