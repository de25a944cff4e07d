import { extension } from './extension';

/** A shortcut as the browser has it; `keys` is empty where it has none. */
export interface Shortcut {
  name: string;
  description: string;
  keys: string;
}

/** The extension's shortcuts with the keys they have at the moment. */
export async function shortcuts(): Promise<Shortcut[]> {
  const commands = await extension.commands.getAll();
  return commands
    .filter(({ description }) => description)
    .map(({ name = '', description = '', shortcut: keys = '' }) => ({ name, description, keys }));
}

/** Opens the browser's own page for shortcuts; no page of an extension may link there. */
export async function changeShortcuts(): Promise<void> {
  const commands = extension.commands as { openShortcutSettings?: () => Promise<void> };
  if (commands.openShortcutSettings) await commands.openShortcutSettings();
  else await extension.tabs.create({ url: 'chrome://extensions/shortcuts' });
}
