// Light, dark, or as the system has it: chosen once and kept for this browser.

const choices = ['system', 'light', 'dark'] as const;
export type Theme = (typeof choices)[number];

const key = 'theme';

export function chosenTheme(): Theme {
  const stored = localStorage.getItem(key);
  return choices.find((choice) => choice === stored) ?? 'system';
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** The next one after this, round and round. */
export function turnTheme(): Theme {
  const next = choices[(choices.indexOf(chosenTheme()) + 1) % choices.length] ?? 'system';
  localStorage.setItem(key, next);
  applyTheme(next);
  return next;
}
