namespace FairTradeWorker.Ops.Load.Report;

internal static class ReportStyle
{
    /// <summary>Light and dark, narrow and wide, and on paper.</summary>
    public const string Css = """
        :root { --ink: #1c2430; --soft: #5b6675; --paper: #f6f7f9; --card: #fff; --line: #dde2e8; --good: #18794e; --bad: #c62a2f;
          --one: #2563eb; --two: #d97706; --three: #9333ea; --four: #0d9488; --five: #be185d; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #98a2b0; --paper: #12161c; --card: #1a2029; --line: #2c3541;
          --good: #3dd68c; --bad: #ff6b6b; --one: #6ea8fe; --two: #f5b14c; --three: #c792ff; --four: #4fd1c5; --five: #f687b3; } }
        * { box-sizing: border-box; }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 1020px; margin: 0 auto; padding: 28px 20px 60px; }
        h1 { font-size: 26px; margin: 0; } h2 { font-size: 17px; margin: 34px 0 10px; }
        header p { margin: 4px 0; color: var(--soft); }
        header .verdict { display: inline-block; margin-top: 10px; padding: 5px 14px; border-radius: 999px; color: #fff; font-weight: 600; }
        .verdict.held { background: var(--good); } .verdict.broken { background: var(--bad); }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(215px, 1fr)); gap: 12px; margin-top: 20px; }
        .tile, figure, table { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
        .tile { padding: 14px 16px; } .tile b { display: block; font-size: 28px; line-height: 1.2; } .tile span { font-weight: 600; }
        .tile small { display: block; color: var(--soft); margin-top: 4px; }
        table { border-collapse: separate; border-spacing: 0; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { padding: 6px 12px; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
        th { color: var(--soft); font-weight: 600; font-size: 13px; } th:first-child, td:first-child { text-align: left; }
        tbody tr:last-child td { border-bottom: 0; } tfoot td { border-top: 1px solid var(--line); border-bottom: 0; font-weight: 600; }
        td.held { color: var(--good); font-weight: 600; } td.broken { color: var(--bad); font-weight: 600; }
        .faults td:last-child, .faults th:last-child { text-align: left; white-space: normal; } .faults code { font-size: 12px; overflow-wrap: anywhere; }
        .wide { overflow-x: auto; }
        figure { margin: 0 0 12px; padding: 12px 14px 6px; } figcaption { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; }
        .unit { color: var(--soft); font-size: 13px; } .key { font-size: 13px; } .key::before { content: ""; display: inline-block; width: 14px; height: 3px; border-radius: 2px; background: currentColor; margin-right: 6px; vertical-align: middle; }
        .key.one { color: var(--one); margin-left: auto; } .key.one ~ .key.one { margin-left: 0; } .key.two { color: var(--two); } .key.three { color: var(--three); } .key.four { color: var(--four); } .key.five { color: var(--five); } .key.quiet { color: var(--soft); } .key.bad { color: var(--bad); }
        svg { display: block; width: 100%; height: auto; } svg text { fill: var(--soft); font-size: 11px; } svg text.y { text-anchor: end; } svg text.x { text-anchor: middle; } svg text.limit { text-anchor: end; }
        svg path { fill: none; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; } svg .grid { stroke: var(--line); } svg line.limit { stroke-dasharray: 5 4; opacity: .7; }
        svg .one { stroke: var(--one); } svg .two { stroke: var(--two); } svg .three { stroke: var(--three); } svg .four { stroke: var(--four); } svg .five { stroke: var(--five); } svg .quiet { stroke: var(--soft); } svg .bad { stroke: var(--bad); } svg text { stroke: none !important; }
        .notes p { color: var(--soft); max-width: 76ch; }
        @media print { body { background: none; } figure, .tile, tr { break-inside: avoid; } }
        """;
}
