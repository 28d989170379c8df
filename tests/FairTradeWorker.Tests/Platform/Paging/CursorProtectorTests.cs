using System.Buffers.Text;
using CsCheck;
using FairTradeWorker.Marketplace.Platform.Paging;
using FairTradeWorker.Marketplace.Platform.Security;

namespace FairTradeWorker.Tests.Platform.Paging;

public sealed class CursorProtectorTests
{
    private static readonly Gen<string> Scopes = Gen.String[Gen.Char['!', '~'], 0, 40];
    private static readonly Gen<string> Positions = Gen.String[Gen.Char[' ', 'ÿ'], 1, 60];

    private readonly SigningKey key = NewKey();

    [Fact]
    public void A_position_is_read_back_in_its_scope() => Gen.Select(Scopes, Positions).Sample((scope, position) =>
        Of(key).TryRead(scope, Of(key).Protect(scope, position), out var read) && read == position);

    [Fact]
    public void A_cursor_is_refused_in_every_other_scope() =>
        Gen.Select(Scopes, Scopes, Positions).Where((one, other, _) => one != other).Sample((one, other, position) =>
            !Of(key).TryRead(other, Of(key).Protect(one, position), out var read) && read is null);

    [Fact]
    public void What_moves_from_the_scope_into_the_position_is_noticed()
    {
        var bytes = Base64Url.DecodeFromChars(Of(key).Protect("jobs|48453", "1.a"));
        byte[] moved = [.. bytes.AsSpan(0, 16), .. "|484531.a"u8];

        Assert.False(Of(key).TryRead("jobs", Base64Url.EncodeToString(moved), out _));
    }

    [Fact]
    public void A_cursor_with_any_bit_flipped_is_refused() => Gen.Select(Scopes, Positions).Sample((scope, position) =>
    {
        var cursor = Base64Url.DecodeFromChars(Of(key).Protect(scope, position));
        for (var bit = 0; bit < cursor.Length * 8; bit++)
        {
            cursor[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Of(key).TryRead(scope, Base64Url.EncodeToString(cursor), out _));
            cursor[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }, iter: 20);

    [Fact]
    public void A_cursor_with_any_character_changed_added_or_cut_is_refused()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_= \n+/";
        var cursor = Of(key).Protect("jobs", "638998812345678901.0199a3c05a1e7c449d3b0d5a5f1c2b11");
        for (var at = 0; at < cursor.Length; at++)
        {
            Assert.All(Alphabet.Where(letter => letter != cursor[at]),
                letter => Assert.False(Of(key).TryRead("jobs", $"{cursor[..at]}{letter}{cursor[(at + 1)..]}", out _)));
            Assert.False(Of(key).TryRead("jobs", cursor[..at], out _));
        }

        Assert.All(Alphabet, letter => Assert.False(Of(key).TryRead("jobs", cursor + letter, out _)));
        Assert.All(Alphabet, letter => Assert.False(Of(key).TryRead("jobs", letter + cursor, out _)));
    }

    [Fact]
    public void After_a_change_of_keys_old_cursors_are_read_until_the_old_key_is_dropped()
    {
        var newer = NewKey();
        var cursor = Of(key).Protect("jobs", "1.a");

        Assert.True(Of(newer, key).TryRead("jobs", cursor, out _));
        Assert.False(Of(newer).TryRead("jobs", cursor, out _));
        Assert.True(Of(newer).TryRead("jobs", Of(newer, key).Protect("jobs", "1.a"), out _));
    }

    [Fact]
    public void An_endless_cursor_is_refused() => Assert.False(Of(key).TryRead("jobs", new string('A', 100_000), out _));

    private static SigningKey NewKey() => SigningKey.FromPem(SigningKey.Generate(), "the test");

    private static CursorProtector Of(params SigningKey[] keys) => new(new SigningKeys(keys));
}
