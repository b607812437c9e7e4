using System.Collections.Concurrent;
using Hotline.Server.Floor;
using Hotline.Server.Platform;

namespace Hotline.Server.Recording;

/// <summary>What every line's recorder shares.</summary>
internal sealed class RecorderRoom(RecordedProgress progress, ForgetRecorded forget, LoopBeats loops, TimeProvider time, IServiceProvider services)
{
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(45);
    private readonly ConcurrentDictionary<LineId, LineRecorder> recorders = new();

    public RecordedProgress Progress => progress;
    public ForgetRecorded Forget => forget;
    public TimeProvider Time => time;

    /// <summary>The recorder of this line came round, whatever came of it.</summary>
    public void Live(string loop) => loops.Beat(loop, LateAfter);

    public LineRecorder RecorderOf(LineId line) => recorders.GetOrAdd(line, id => ActivatorUtilities.CreateInstance<LineRecorder>(services, id));
}
