using System.Collections.Concurrent;
using Hotline.Server.Floor;

namespace Hotline.Server.Recording;

/// <summary>What every line's recorder shares.</summary>
internal sealed class RecorderRoom(RecordedProgress progress, ForgetRecorded forget, TimeProvider time, IServiceProvider services)
{
    private readonly ConcurrentDictionary<LineId, LineRecorder> recorders = new();

    public RecordedProgress Progress => progress;
    public ForgetRecorded Forget => forget;
    public TimeProvider Time => time;

    public LineRecorder RecorderOf(LineId line) => recorders.GetOrAdd(line, id => ActivatorUtilities.CreateInstance<LineRecorder>(services, id));
}
