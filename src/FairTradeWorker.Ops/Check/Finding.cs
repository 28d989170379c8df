namespace FairTradeWorker.Ops.Check;

/// <summary>What came of one rule.</summary>
/// <param name="Name">Of the invariant, short.</param>
/// <param name="Rule">What always holds.</param>
/// <param name="Examined">How many things were looked at: a rule that looked at nothing has shown nothing.</param>
/// <param name="Broken">One line for each thing that breaks the rule; ids and numbers, never what people wrote.</param>
internal sealed record Finding(string Name, string Rule, long Examined, IReadOnlyList<string> Broken)
{
    public bool Holds => Broken.Count == 0;
}
