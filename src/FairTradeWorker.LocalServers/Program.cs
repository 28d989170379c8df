using FairTradeWorker.LocalServers;
using FairTradeWorker.LocalServers.Redis;

try
{
    switch (args)
    {
        case [GarnetCommand.Name, .. var rest]:
            return await GarnetCommand.RunAsync(rest);
        case [] or ["--help" or "-h" or "help"]:
            Console.WriteLine(Usage.Text);
            return 0;
        default:
            await Console.Error.WriteLineAsync($"'{string.Join(' ', args)}' is not understood.\n\n{Usage.Text}");
            return 2;
    }
}
catch (LocalServerException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
