namespace FairTradeWorker.Marketplace.Platform.RateLimiting;

/// <summary>
/// <see cref="Gcra"/> in Lua, for several quotas of one caller in one call. KEYS: one for each quota, all of one
/// cluster slot. ARGV: interval and most debt of each, in microseconds. Answers whether it was taken (1 or 0) and the
/// debt, for each.
/// </summary>
/// <remarks>
/// Whole numbers only, formatted by ourselves: Redis runs Lua 5.1 and Garnet 5.4, which print and divide differently.
/// Microseconds since 1970 are exact in both. A key lives until its debt is paid, so a caller who stays away leaves
/// nothing behind.
/// </remarks>
internal static class GcraScript
{
    /// <summary>The server's clock, because the instances' clocks differ.</summary>
    public const string ServerClock = """
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000000 + tonumber(time[2])

        """;

    public const string Judge = """
        local answer = {}
        for i, key in ipairs(KEYS) do
          local interval, most = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
          local debt = math.max((tonumber(redis.call('GET', key) or '0') or 0) - now, 0)
          if debt > most then debt = 0 end
          local taken = 0
          if debt + interval <= most then
            taken = 1
            debt = debt + interval
            redis.call('SET', key, string.format('%.0f', now + debt), 'PX', string.format('%.0f', math.ceil(debt / 1000)))
          end
          answer[2 * i - 1] = taken
          answer[2 * i] = math.floor(debt)
        end
        return answer
        """;

    /// <summary>The script that runs in production.</summary>
    public const string Text = ServerClock + Judge;
}
