using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Hotline.Tests.Abuse;

/// <summary>Values, bodies, ids and headers that nobody should send; from a seed, so that a find can be found again.</summary>
internal sealed class Junk(int seed)
{
    private static readonly string[] Strings =
    [
        "", " ", "\u0000", "a\u0000b", "\n", "|", "a|b\nc: {}", "\u202e", "\ufeff", "😀", "ﷺ", "' OR 1=1 --", "<script>", "../../etc/passwd", "%00", "{0}", "${x}", "null", "NaN", "1e400",
        "2147483648", "-1", "9999-99-99T99:99:99Z", "0001-01-01T00:00:00Z", "yes", "unknown", "Voice", "demo", "cssrs.4", "constructor", "__proto__",
    ];

    private static readonly string[] Literals =
        ["null", "true", "-1", "0", "1e400", "99999999999999999999999999", "1.5", "[]", "{}", "[[[]]]", "\"\\ud800\"", "NaN", "Infinity", "\"\\u0000\"", "[null]", "[1,\"a\",{}]", "{\"kind\":null}", "[{\"kind\":\"x\",\"value\":{}}]"];

    private static readonly string[] Types = ["application/json", "application/json; charset=utf-16", "text/plain", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded", "*/*", ""];

    private readonly Random random = new(seed);

    public T Of<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    public int Below(int most) => random.Next(most);

    public bool Sometimes(double share) => random.NextDouble() < share;

    public string Text() => random.Next(8) switch
    {
        0 => new string('a', random.Next(1, 20_000)),
        1 => string.Concat(Enumerable.Repeat("😀", random.Next(1, 3000))),
        2 => Convert.ToBase64String(Bytes(random.Next(1, 200))),
        _ => Of(Strings),
    };

    public string Literal() => random.Next(6) switch
    {
        0 => JsonValue.Create(Text()).ToJsonString(),
        1 => random.Next().ToString(CultureInfo.InvariantCulture),
        2 => new string('[', random.Next(1, 2000)) + new string(']', random.Next(1, 2000)),
        _ => Of(Literals),
    };

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    public string ContentType() => Sometimes(0.8) ? "application/json" : Of(Types);

    /// <summary>Part of a path, encoded as far as a client must.</summary>
    public string Id() => random.Next(5) switch
    {
        0 => Uri.EscapeDataString(Of(Strings)) + "x",
        1 => new string('a', random.Next(1, 3000)),
        2 => Of(["%2e%2e", "..%2f..", "%ff%fe", "%E0%A4%A", "a%0ab", "a%7Cb", "~", "*", "-", "a;b=c", "%F0%9F%98%80", "%C0%80", "0", "null"]),
        _ => Guid.NewGuid().ToString(Sometimes(0.5) ? "N" : "D"),
    };

    public string HeaderValue() => random.Next(6) switch
    {
        0 => new string('h', random.Next(1, 6000)),
        1 => "é😀",
        2 => "",
        3 => "\"quoted, list\"; a=b",
        _ => Convert.ToBase64String(Bytes(random.Next(1, 60))),
    };

    /// <summary>A body near the schema: each member left out, right, or wrong; sometimes torn, doubled, or no JSON at all.</summary>
    public byte[] Body(Schema schema)
    {
        var json = random.Next(20) switch
        {
            0 => Literal(),
            1 => "",
            2 => "{" + Literal(),
            3 => string.Concat(Enumerable.Repeat("{\"a\":", 3000)) + "1" + new string('}', 3000),
            _ => schema.Write(this, 0),
        };
        if (Sometimes(0.05)) json = json[..(json.Length / 2)];
        if (Sometimes(0.03)) json += json;
        var bytes = Encoding.UTF8.GetBytes(json);
        if (Sometimes(0.05) && bytes.Length > 0) bytes[Below(bytes.Length)] = 0xff;
        if (Sometimes(0.02)) bytes = [.. bytes, .. Encoding.UTF8.GetBytes(new string(' ', 300_000))];
        return bytes;
    }
}
