using System.CommandLine;
using FairTradeWorker.Ops.Check;
using FairTradeWorker.Ops.Load;
using FairTradeWorker.Ops.Render;
using FairTradeWorker.Ops.Seed;
using FairTradeWorker.Ops.Walk;

var root = new RootCommand("Tools for the people who build and run FairTradeWorker.")
{
    WalkCommand.Create(),
    SeedCommand.Create(),
    CheckCommand.Create(),
    LoadCommand.Create(),
    RenderCommand.Create(),
};

// What was interrupted may still tidy up and report; the default is two seconds.
var patient = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) };
var parsed = root.Parse(args);
var code = await parsed.InvokeAsync(patient);

// As every command says it; 1 is a finding.
return parsed.Errors.Count > 0 ? 2 : code;
