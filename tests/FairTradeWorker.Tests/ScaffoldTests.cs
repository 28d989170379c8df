namespace FairTradeWorker.Tests;

public sealed class ScaffoldTests
{
    [Fact]
    public void Runs() => Assert.Equal(4, 2 + 2);
}
