import { type ComponentChildren, render } from 'preact';
import { direction, language, say, type WordKey } from '../platform/words';
import { wearTheme } from './theme';

/** Puts a page on screen: its language, direction, theme and title first, then its contents. */
export function startPage(title: WordKey, contents: ComponentChildren): void {
  const root = document.getElementById('root');
  if (!root) return;
  document.documentElement.lang = language();
  document.documentElement.dir = direction();
  wearTheme();
  document.title = say(title);
  render(contents, root);
}
