using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.Bundle;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;

namespace FairTradeWorker.Tests.AspireLite;

public sealed class ModelTests
{
    [Fact]
    public void A_taken_port_is_an_error_that_names_it_and_the_way_out()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var model = new RunningModel();
        model.AddWeb("api").WithHttpEndpoint(port: port);

        var error = Assert.Throws<DistributedApplicationException>(() => PortGuard.Check(model.Builder.Resources, Configuration()));

        Assert.Contains($"Port {port}", error.Message);
        Assert.Contains("Endpoints__api__http__Port=<port>", error.Message);
        int free = PortGuard.FindFree();
        PortGuard.Check(model.Builder.Resources, Configuration(("Endpoints:api:http:Port", $"{free}")));
    }

    [Fact]
    public void A_port_given_twice_is_an_error()
    {
        int port = PortGuard.FindFree();
        using var model = new RunningModel();
        model.AddWeb("api").WithHttpEndpoint(port: port);
        model.AddTool("db").WithEndpoint(port: port, isProxied: false);
        var error = Assert.Throws<DistributedApplicationException>(() => PortGuard.Check(model.Builder.Resources, Configuration()));
        Assert.Contains("is given to endpoint 'http' of 'api' and to endpoint 'tcp' of 'db'", error.Message);
    }

    [Fact]
    public void Resources_that_wait_for_each_other_are_refused()
    {
        using var model = new RunningModel();
        var a = model.AddTool("a");
        var b = model.AddTool("b").WaitFor(a);
        a.WaitFor(b);
        var error = Assert.Throws<DistributedApplicationException>(() => ModelCheck.Check([.. model.Builder.Resources], new HashSet<string>()));
        Assert.Contains("a -> b -> a", error.Message);
    }

    [Fact]
    public void A_health_check_that_nobody_registered_is_refused()
    {
        using var model = new RunningModel();
        model.AddTool("a").WithHealthCheck("pulse");
        var error = Assert.Throws<DistributedApplicationException>(() => ModelCheck.Check([.. model.Builder.Resources], new HashSet<string>()));
        Assert.Contains("'pulse'", error.Message);
    }

    [Fact]
    public void Two_resources_of_one_name_are_refused()
    {
        using var model = new RunningModel();
        model.AddTool("a");
        Assert.Throws<DistributedApplicationException>(() => model.AddTool("A"));
    }

    [Fact]
    public void The_cache_is_where_the_environment_says()
    {
        Assert.Equal("/somewhere", BundleLocator.CacheFolder(Configuration(("FTW_CACHE", "/somewhere"), ("XDG_CACHE_HOME", "/x"))));
        Assert.Equal("/x/fairtradeworker", BundleLocator.CacheFolder(Configuration(("XDG_CACHE_HOME", "/x"))));
        Assert.EndsWith("/.cache/fairtradeworker", BundleLocator.CacheFolder(Configuration()));
    }

    [Fact]
    public void Half_of_the_engines_variables_is_an_error() =>
        Assert.Throws<DistributedApplicationException>(() => BundleLocator.FromVariables("/dcp", null));

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(v => KeyValuePair.Create<string, string?>(v.Key, v.Value))).Build();
}
