let listener = null;
let acts = new Map();
let capturing = null;

function chord(event) {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return (event.ctrlKey ? 'Ctrl+' : '') + (event.altKey ? 'Alt+' : '') + (event.shiftKey && event.key.length > 1 ? 'Shift+' : '') + key;
}

function pressed(event) {
  if (event.isComposing || ['Control', 'Alt', 'Shift', 'Meta'].includes(event.key)) return;
  if (capturing) {
    event.preventDefault();
    event.stopPropagation();
    const done = capturing;
    capturing = null;
    done(event.key === 'Escape' ? '' : chord(event));
    return;
  }
  const act = acts.get(chord(event));
  if (!act || event.repeat) return;
  event.preventDefault();
  listener?.invokeMethodAsync('Act', act);
}

document.addEventListener('keydown', pressed, { capture: true });

export function listen(target, pairs) {
  listener = target;
  acts = new Map();
  for (let i = 0; i < pairs.length; i += 2) acts.set(pairs[i], pairs[i + 1]);
}

export function capture() {
  return new Promise((resolve) => { capturing = resolve; });
}
