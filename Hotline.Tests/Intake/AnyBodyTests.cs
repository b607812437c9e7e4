using System.Text;
using System.Text.Json;
using CsCheck;
using Hotline.Server.Floor;
using Hotline.Server.Intake;
using Hotline.Server.Intake.Reading;
using Hotline.Server.Triage;
using Hotline.Tests.Support;
using Hotline.Tests.Triage;
using NUnit.Framework;

namespace Hotline.Tests.Intake;

/// <summary>Random bodies: reading never throws, and always yields a contact that can be opened.</summary>
public sealed class AnyBodyTests
{
    private static readonly string[] Names =
        ["channel", "language", "skills", "evidence", "particulars", "callback", "text", "kind", "value", "source", "at", "consent", "wishes", "worker", "prefer", "not", "number", "safeFrom", "name", "x", "\\ud800"];

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.Const("null"), Gen.Const("true"), Gen.Const("false"), Gen.Int.Select(number => $"{number}"), Gen.Double.Select(number => JsonSerializer.Serialize(double.IsFinite(number) ? number : 0)),
        Gen.String.Select(text => JsonSerializer.Serialize(text)), Gen.Const("\"\\ud800x\""), Gen.Const("1e400"), Gen.Const("\"\\u0000\""),
        Gen.OneOf("cssrs.4", "distress", "yes", "no", "Voice", "zh", "2999-01-01", "18:00", "youth:2", "last").Select(word => $"\"{word}\""));

    private static readonly Gen<string> Body = Nested(4);

    private static readonly Gen<byte[]> Bytes = Gen.Frequency(
        (6, Body.Select(Encoding.UTF8.GetBytes)),
        // Cut short, or with a byte that is not what it was.
        (2, Gen.Select(Body, Gen.Int[0, 200]).Select((body, at) => Encoding.UTF8.GetBytes(body)[..Math.Min(at, Encoding.UTF8.GetByteCount(body))])),
        (2, Gen.Select(Body, Gen.Int[0, 5000], Gen.Byte).Select(Spoil)),
        (1, Gen.Byte.Array[0, 300]));

    [Test]
    public void Any_body_opens_a_contact() => Bytes.Sample(body =>
    {
        var notes = new ReadNotes();
        var root = Members.Parse(body);
        var opening = Opening.Read(body, root, Paper.Harbour, Channel.Chat, new ShippedRules(), A.T0, notes);
        var grade = Given.Graded(opening.Evidence);
        return Enum.IsDefined(opening.Channel)
            && Paper.Harbour.Languages.Contains(opening.Language)
            && opening.Evidence.Select(piece => piece.Number).SequenceEqual(Enumerable.Range(1, opening.Evidence.Count))
            && opening.Evidence.All(piece => piece.At <= A.T0)
            && grade.Basis == opening.Evidence.Count
            && opening.Wishes.Select(wish => wish.Skill).Distinct().Count() == opening.Wishes.Length
            && opening.Workers.Not.All(name => name.All(char.IsAscii)) && opening.Workers.Prefer is not ""
            && (opening.Text?.Length ?? 0) <= Opening.LongestText
            && PayloadHash.Of(body, root).Length == 64
            && (root?.ValueKind == JsonValueKind.Object || notes.Warnings.Count > 0);
    }, iter: 20_000);

    [Test]
    public void Any_body_can_be_stored_as_strict_text() => Bytes.Sample(body =>
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var opening = Opening.Read(body, Members.Parse(body), Paper.Harbour, Channel.Chat, new ShippedRules(), A.T0, new ReadNotes());
        string?[] texts =
        [
            opening.Text, opening.Particulars?.Name, opening.Particulars?.Number, opening.Particulars?.Address, opening.Particulars?.Note, opening.Callback?.Number,
            .. opening.Evidence.SelectMany(piece => new[] { piece.Kind, piece.Value, piece.Source }),
        ];
        return texts.OfType<string>().All(text => strict.GetByteCount(text) >= 0 && !text.Contains('\0'));
    }, iter: 20_000);

    [Test]
    public void The_hash_of_a_body_does_not_depend_on_order_or_space() => Body.Sample(body =>
    {
        var root = Members.Parse(Encoding.UTF8.GetBytes(body));
        if (root is not { ValueKind: JsonValueKind.Object } members) return true;
        try
        {
            var turned = "{ " + string.Join(" , ", members.EnumerateObject().Select(member => $"{JsonSerializer.Serialize(member.Name)} : {member.Value.GetRawText()}").Reverse()) + "\n}";
            if (members.EnumerateObject().DistinctBy(member => member.Name).Count() != members.EnumerateObject().Count()) return true;
            return Hash(body) == Hash(turned) || body.Contains("\\ud800", StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }, iter: 5_000);

    private static string Hash(string body) => PayloadHash.Of(Encoding.UTF8.GetBytes(body), Members.Parse(Encoding.UTF8.GetBytes(body)));

    private static Gen<string> Nested(int depth) => depth == 0 ? Scalar : Gen.Frequency(
        (2, Scalar),
        (2, Nested(depth - 1).Array[0, 4].Select(items => $"[{string.Join(',', items)}]")),
        (6, Gen.Select(Gen.OneOf(Names), Nested(depth - 1)).Array[0, 5].Select(members => $"{{{string.Join(',', members.Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}")));

    private static byte[] Spoil(string body, int at, byte with)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        if (bytes.Length > 0) bytes[at % bytes.Length] = with;
        return bytes;
    }
}
