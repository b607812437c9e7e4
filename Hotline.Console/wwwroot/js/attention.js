import { call as mark } from './page.js';

let shown = null;

export async function askPermission() {
  if (!('Notification' in window)) return 'denied';
  return Notification.permission === 'default' ? await Notification.requestPermission() : Notification.permission;
}

export function call(title, maskedText) {
  mark(title);
  document.getElementById('favicon').href = 'icon-offer.svg';
  if (document.hidden && 'Notification' in window && Notification.permission === 'granted') {
    shown?.close();
    shown = new Notification(maskedText, { tag: 'hotline-offer', silent: true, icon: 'icon.svg' });
    shown.onclick = () => { window.focus(); shown?.close(); };
  }
}

export function rest() {
  mark(null);
  document.getElementById('favicon').href = 'icon.svg';
  shown?.close();
  shown = null;
}
