namespace FairTradeWorker.Ops.Seed;

/// <summary>What contractors offer and what the two sides say to each other, the common first.</summary>
internal static class TalkPhrases
{
    public static IReadOnlyList<string> Offers { get; } = Words.Lines(
        """
        I can start this week and the price includes labor and materials.
        We have done this kind of work for {number} years and are licensed and insured.
        My price includes clean-up and hauling everything away.
        I would like to see it first, {day} morning works for me.
        We use {material} from a local supplier and give a two-year warranty.
        A crew of two will finish in {number} days.
        References from {number} jobs nearby are available.
        If the {material} behind it is {condition}, I will show you before doing anything more.
        I live close by, so there is no travel charge.
        The permit is included in my price.
        """);

    public static IReadOnlyList<string> CompanyNames { get; } = Words.Lines(
        """
        {owner} {craft}
        {owner} & Sons {craft}
        {street} Street {craft}
        {craft} by {owner}
        {owner} Brothers
        {street} {craft} Company
        {owner} Home Services
        {owner} and {street} Contracting
        """);

    public static IReadOnlyList<string> Bios { get; } = Words.Lines(
        """
        Family business for {number} years, licensed and insured.
        We work with {material} and {material} in the whole county.
        From {thing} to whole houses, no job is too small.
        Free estimates within {number} days and a two-year warranty on labor.
        Our crew of {number} speaks English and Spanish.
        Ask for our references near you, many of them with {rare}.
        We come back until the {thing} is right.
        Trained for {rare} and other work that few still do.
        """);

    public static IReadOnlyList<string> Messages { get; } = Words.Lines(
        """
        Thanks, that works for me.
        Does {day} at {hour} work for you?
        Can you send a photo of it?
        Yes, someone will be home all day.
        I will bring the {material} with me.
        Please call when you are on your way.
        The price stays the same.
        Parking in the driveway is fine.
        How long will it take?
        It should take about {number} hours.
        I found the {material} at the store, do you want it in white?
        Sorry, I am running {number} minutes late.
        The water is shut off now.
        The {material} underneath is {condition}, I will show you when I am there.
        Could we move it to {day}?
        Everything is done and cleaned up, please have a look.
        Looks great, thank you so much.
        The inspector comes on {day}, so we should be finished before.
        My neighbor has the same problem, could you look at it too?
        """);
}
