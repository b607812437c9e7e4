using Hotline.Console.Parts;
using Microsoft.AspNetCore.Components;

namespace Hotline.Console.Board;

/// <summary>A table or row that renders only when its look, its surroundings or the language changed. Running times inside render themselves.</summary>
public abstract class PrintedRow : LocalPart
{
    private int? rendered;
    private bool spoken;

    protected abstract int Print { get; }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Text.Changed += Speak;
    }

    protected override bool ShouldRender()
    {
        var print = Print;
        if (!spoken && rendered == print)
            return false;
        (rendered, spoken) = (print, false);
        return true;
    }

    private void Speak() => spoken = true;

    protected override void Close() => Text.Changed -= Speak;
}
