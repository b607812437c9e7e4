const key = 'hotline.preferences';

export function readPreferences() {
  try { return localStorage.getItem(key); } catch { return null; }
}

// Before anything was chosen: the language that boot.js took from the browser.
export function language() {
  return document.documentElement.lang;
}

export function writePreferences(json) {
  try { localStorage.setItem(key, json); } catch { /* private mode: they last as long as the tab */ }
}

// Another tab of the same browser: muted there is muted here.
export function watchPreferences(target) {
  addEventListener('storage', (event) => {
    if (event.key === key) target.invokeMethodAsync('Reread', event.newValue).catch(() => { /* the page is going */ });
  });
}

export function dress(theme, language) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  document.documentElement.lang = language;
}

export function openDialog(dialog, blocking) {
  if (!dialog.isConnected || dialog.open) return;
  if (blocking) dialog.showModal();
  else {
    dialog.show();
    dialog.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') dialog.dispatchEvent(new Event('cancel', { cancelable: true, bubbles: true }));
    });
  }
}

export function catchFocus(target) {
  const active = document.activeElement;
  if ((!active || active === document.body) && target?.isConnected) target.focus({ preventScroll: true });
}

let base = 'Hotline';
let calling = null;

function show() {
  document.title = calling ? `● ${calling} · ${base}` : base;
}

export function name(title) {
  base = title;
  show();
}

export function call(text) {
  calling = text;
  show();
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

const ask = (event) => event.preventDefault();

export function guard(unsaved) {
  if (unsaved) addEventListener('beforeunload', ask);
  else removeEventListener('beforeunload', ask);
}

// One-time tokens stand behind the #, which is never sent; taken out of the address bar and history at once.
export function takeFragment() {
  const fragment = location.hash.slice(1);
  if (fragment) history.replaceState(history.state, '', location.pathname);
  return decodeURIComponent(fragment);
}

export function watchNetwork(target) {
  addEventListener('offline', () => target.invokeMethodAsync('Offline').catch(() => { /* the page is going */ }));
}

export async function readFile(picker, longest) {
  const file = picker.files?.[0];
  // A character is four bytes at most: a larger file is not even read.
  if (!file || file.size > longest * 4) return null;
  const text = await file.text();
  return text.length > longest ? null : text;
}

export function printPage() {
  print();
}

export function saveText(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
