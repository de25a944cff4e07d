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
  const file = join(copy, '_locales', 'en', 'messages.json');
  const messages = JSON.parse(await readFile(file, 'utf8')) as Record<string, { message: string }>;
  for (const [key, text] of Object.entries(messages)) {
    if (!key.startsWith('language')) text.message = lengthened(text.message);
  }
  await writeFile(file, JSON.stringify(messages));
  return copy;
}
