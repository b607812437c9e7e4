namespace Hotline.Server.Intake.Reading;

/// <summary>Warnings gathered while a body is read. They name members, never what stood in them.</summary>
internal sealed class ReadNotes
{
    /// <summary>More tell an administrator nothing new.</summary>
    private const int Most = 50;

    private readonly List<Wire.IntakeWarning> warnings = [];

    public IReadOnlyList<Wire.IntakeWarning> Warnings => warnings;

    public void Warn(string field, string code, string detail)
    {
        if (warnings.Count < Most) warnings.Add(new Wire.IntakeWarning(field, code, detail));
    }
}
