namespace FairTradeWorker.Ops.Seed;

/// <summary>Names of people and streets, the common ones first.</summary>
internal static class PeopleWords
{
    public static IReadOnlyList<string> FirstNames { get; } = Words.Split(
        """
        James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph
        Jessica Thomas Sarah Carlos Karen Daniel Lisa Matthew Nancy Anthony Sandra Mark Ashley Steven Emily Paul Kim
        Andrew Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Melissa Jose Deborah Timothy Stephanie Luis
        Rebecca Jason Laura Ryan Sharon Jacob Cynthia Wei Priya Ahmed Fatima Olga Ivan Chidi Aisha Hiroshi Mei Linh Zoe
        """);

    public static IReadOnlyList<string> LastNames { get; } = Words.Split(
        """
        Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson
        Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson
        Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell
        Mitchell Carter Roberts Patel Kowalski Okafor Schmidt Larsen Haddad Tanaka Petrov Zhang Quigley
        """);

    public static IReadOnlyList<string> Streets { get; } = Words.Split(
        """
        Oak Maple Main Park Cedar Elm Washington Lake Hill Pine Walnut Spring North Ridge Church Willow Mill Sunset
        Railroad Jackson Highland Forest River Franklin Chestnut Meadow Cherry Lincoln Dogwood Magnolia Juniper Sycamore
        """);

    public static IReadOnlyList<string> StreetKinds { get; } = Words.Split("Street Avenue Road Drive Lane Court Place Way");
}
