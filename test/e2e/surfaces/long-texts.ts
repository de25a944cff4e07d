import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Ends a text of ours, so that a cut one can be told from what a person or a vendor wrote. */
export const END = '⟧';

/** Syllables as they fill out a language of long words. */
const FILLING = 'überlängenausgleich ';

/** A text 40 % longer, its gaps and semibold words as they were: `⟦Save überläng⟧`. */
export function lengthened(text: string): string {
  const missing = Math.ceil([...text].length * 0.4);
  const filling = FILLING.repeat(Math.ceil(missing / FILLING.length)).slice(0, missing);
  return `⟦${text} ${filling.trim()}${END}`;
}

/**
 * Copies a build and makes every English text of the copy longer. The caller removes the folder.
 * @returns its path
 */
export async function withLongTexts(build: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'verdict-long-'));
  await cp(build, copy, { recursive: true });
  const longer = (key: string, text: string) =>
    key.startsWith('language') ? text : lengthened(text);
  await change(join(copy, '_locales', 'en', 'messages.json'), (key, text: { message: string }) => ({
    ...text,
    message: longer(key, text.message),
  }));
  // What the panel says comes in beside it.
  await change(join(copy, 'words', 'en.js'), longer);
  return copy;
}

/** Changes each value of the one object that stands in a file. */
async function change<T>(file: string, edit: (key: string, value: T) => T): Promise<void> {
  const source = await readFile(file, 'utf8');
  const [object] = source.match(/\{.*\}/s) ?? [];
  if (object === undefined) throw new Error(`No texts in ${file}`);
  const entries = Object.entries(JSON.parse(object) as Record<string, T>);
  const changed = Object.fromEntries(entries.map(([key, value]) => [key, edit(key, value)]));
  await writeFile(
    file,
    source.replace(object, () => JSON.stringify(changed)),
  );
}
