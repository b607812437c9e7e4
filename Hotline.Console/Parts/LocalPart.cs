using Microsoft.AspNetCore.Components;

namespace Hotline.Console.Parts;

/// <summary>A component that speaks: it renders again when the language changes, keeping its state.</summary>
public abstract class LocalPart : ComponentBase, IDisposable
{
    [Inject] protected Words Text { get; set; } = null!;

    protected override void OnInitialized() => Text.Changed += Refresh;

    protected void Refresh() => _ = InvokeAsync(StateHasChanged);

    public void Dispose()
    {
        Text.Changed -= Refresh;
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Leaves what it subscribed to.</summary>
    protected virtual void Close()
    {
    }
}
