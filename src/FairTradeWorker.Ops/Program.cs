using System.CommandLine;
using FairTradeWorker.Ops.Check;
using FairTradeWorker.Ops.Render;
using FairTradeWorker.Ops.Seed;
using FairTradeWorker.Ops.Walk;

var root = new RootCommand("Tools for the people who build and run FairTradeWorker.")
{
    WalkCommand.Create(),
    SeedCommand.Create(),
    CheckCommand.Create(),
    RenderCommand.Create(),
};

return await root.Parse(args).InvokeAsync();
