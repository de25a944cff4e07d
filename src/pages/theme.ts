import { keepWord, keptWord } from '../platform/kept';

/** How Verdict's own pages look: as the system does, or always one way. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Not in the settings' database: this has to be known before a page is drawn. */
const KEPT_AS = 'theme';

/** The theme in a stored word; the system's for anything else, or nothing. */
export function themeIn(word: string | null): Theme {
  return THEMES.find((theme) => theme === word) ?? 'system';
}

/** The theme that was chosen. */
export function chosenTheme(): Theme {
  return themeIn(keptWord(KEPT_AS));
}

/** Keeps a theme and puts it on; the other pages that are open follow. */
export function chooseTheme(theme: Theme): void {
  keepWord(KEPT_AS, theme === 'system' ? null : theme);
  wear(theme);
}

/** Puts the chosen theme on this page, and each that is chosen on another page from now on. */
export function wearTheme(): void {
  wear(chosenTheme());
  addEventListener('storage', ({ key }) => {
    if (key === KEPT_AS || key === null) wear(chosenTheme());
  });
}

function wear(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}
