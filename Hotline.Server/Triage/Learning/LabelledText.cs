namespace Hotline.Server.Triage.Learning;

/// <summary>One text, or all posts of one author, and how severe it was found by whoever labelled it.</summary>
/// <param name="Label">Place in the order of labels, 0 the least severe.</param>
public sealed record LabelledText(IReadOnlyList<string> Texts, int Label);

/// <summary>Something the user can mend: one line that names the file.</summary>
public sealed class LearningStoppedException : Exception
{
    public LearningStoppedException()
    {
    }

    public LearningStoppedException(string message)
        : base(message)
    {
    }

    public LearningStoppedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>The order of labels and which of them are severe: of two the top one, of more the top two.</summary>
public static class LabelOrder
{
    public static int FirstSevere(int labels) => labels > 2 ? labels - 2 : labels - 1;
}
