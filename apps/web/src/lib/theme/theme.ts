/** `auto` follows the device. */
export type Theme = 'light' | 'dark' | 'auto';

const KEPT = 'mouldshare.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

export function chosenTheme(): Theme {
  const asked = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem(KEPT);
  return asked === 'light' || asked === 'dark' ? asked : 'auto';
}

let chosen = chosenTheme();

/** What is painted now. */
export function shownTheme(): 'light' | 'dark' {
  return chosen === 'auto' ? (dark.matches ? 'dark' : 'light') : chosen;
}

export function changeTheme(theme: Theme): void {
  chosen = theme;
  localStorage.setItem(KEPT, theme);
  paint();
}

/** Puts the theme on the page; call before anything is shown. */
export function paint(): void {
  document.documentElement.dataset.theme = shownTheme();
  for (const listener of listeners) listener();
}

export function onTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

dark.addEventListener('change', paint);
