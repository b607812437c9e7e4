// Only the time of the last sign crosses tabs: no key, no place, no person.
const key = 'hotline.sign';
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'click'];
let listener = null;
let last = 0;

function tell(at, here) {
  listener?.invokeMethodAsync('See', at, here).catch(() => { /* the page is going */ });
}

function seen() {
  const now = Date.now();
  if (now - last < 1000) return;
  last = now;
  try { localStorage.setItem(key, String(now)); } catch { /* private mode: this tab knows for itself */ }
  tell(now, true);
}

export function watch(target) {
  listener = target;
  for (const sign of signs) addEventListener(sign, seen, { capture: true, passive: true });
  addEventListener('storage', (event) => {
    if (event.key === key && event.newValue) tell(Number(event.newValue) || 0, false);
  });
}
