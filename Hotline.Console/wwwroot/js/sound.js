// Notes are laid on the audio clock ahead of time: a hidden tab's timers are throttled, its audio clock is not.
let context = null;
let master = null;
let level = 0.6;
let playing = [];
let turn = 0;

// [start s, frequency Hz, length s, loudness]; bands differ in rhythm as well as in pitch.
const patterns = {
  imminent: [[0, 880, 0.14], [0.2, 1175, 0.14], [0.4, 880, 0.14], [0.6, 1175, 0.14]],
  high: [[0, 784, 0.16], [0.24, 784, 0.16], [0.48, 988, 0.2]],
  moderate: [[0, 587, 0.2], [0.3, 740, 0.26]],
  low: [[0, 523, 0.34]],
  lastcall: [[0, 494, 0.2], [0.3, 494, 0.2], [0.6, 370, 0.36]],
  idle: [[0, 440, 0.5, 0.15], [0.6, 494, 0.6, 0.15]],
  alarm: [[0, 660, 0.12], [0.16, 495, 0.3]],
};

export async function arm() {
  context ??= new AudioContext();
  if (!master) {
    master = context.createGain();
    master.connect(context.destination);
    master.gain.value = level;
  }
  if (context.state !== 'running') await context.resume();
  return context.state === 'running';
}

export function volume(value) {
  level = value;
  if (master) master.gain.setTargetAtTime(value, context.currentTime, 0.02);
}

function lay(pattern, at) {
  for (const [start, frequency, length, loudness = 0.5] of patterns[pattern]) {
    const note = context.createOscillator();
    const shape = context.createGain();
    const from = at + start;
    note.type = 'triangle';
    note.frequency.value = frequency;
    shape.gain.setValueAtTime(0, from);
    shape.gain.linearRampToValueAtTime(loudness, from + 0.02);
    shape.gain.setValueAtTime(loudness, from + length - 0.05);
    shape.gain.linearRampToValueAtTime(0, from + length);
    note.connect(shape).connect(master);
    note.start(from);
    note.stop(from + length);
    playing.push(note);
    note.onended = () => { playing = playing.filter((other) => other !== note); };
  }
}

export function ring(pattern) {
  hush();
  if (!context || context.state !== 'running') return;
  // Longer than any offer lasts; hushed when it ends. A last call may stand longer: then less often, until somebody takes it.
  for (let round = 0; round < 40; round++) lay(pattern, context.currentTime + 0.05 + round * 3);
  goOn(pattern, turn);
}

function goOn(pattern, mine) {
  playing.at(-1).addEventListener('ended', () => {
    if (mine !== turn) return;
    for (let round = 1; round <= 10; round++) lay(pattern, context.currentTime + round * 15);
    goOn(pattern, mine);
  });
}

// The lock of the browser's tabs: whoever holds it sounds, and gives it up by being closed. A tab that holds one is not put to sleep.
export function lead(target) {
  if (!navigator.locks) return true;
  navigator.locks.request('hotline.sound', () => {
    target.invokeMethodAsync('Lead').catch(() => { /* the page is going */ });
    return new Promise(() => {});
  });
  return false;
}

export function once(pattern) {
  if (context?.state === 'running') lay(pattern, context.currentTime + 0.05);
}

export function hush() {
  turn += 1;
  for (const note of playing) {
    note.onended = null;
    note.stop();
    note.disconnect();
  }
  playing = [];
}
