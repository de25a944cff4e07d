import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { builds, filesOf, textOf } from './builds.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const languages = readdirSync(join(root, 'public', '_locales'));

function messagesIn(language: string): Record<string, string> {
  const file: Record<string, { message: string }> = JSON.parse(
    read('public', '_locales', language, 'messages.json'),
  );
  return Object.fromEntries(Object.entries(file).map(([name, { message }]) => [name, message]));
}

/** Names of texts with one of these beginnings: what is said of a state, a failure, a difference. */
const named = (beginning: RegExp) => Object.keys(messagesIn('en')).filter((k) => beginning.test(k));

describe.each(builds)('%s', (build) => {
  const given = (language: string): Record<string, string> => {
    const world: Record<symbol, Record<string, string>> = {};
    const value: unknown = runInNewContext(textOf(build, `words/${language}.js`), {
      globalThis: world,
      Symbol,
    });
    // What a script comes to is sent to whoever injected it.
    expect(value).toBeUndefined();
    return world[Symbol.for('verdict.words')] ?? {};
  };

  it('has the panel’s texts as a script in every language it speaks, under its tag', () => {
    const scripts = filesOf(build).filter((file) => file.startsWith('words/'));
    const tags = languages.map((language) => messagesIn(language).languageTag);
    expect(scripts).toEqual(tags.map((tag) => `words/${tag}.js`));
  });

  it.each(languages)('%s: they are the browser’s own, word by word', (language) => {
    expect(messagesIn(language)).toMatchObject(given(language));
    expect(Object.keys(given(language))).toEqual(Object.keys(given('en')));
  });

  it('they are all that the panel can say, and little that it cannot', () => {
    const words = Object.keys(given('en'));
    const panel = textOf(build, 'panel.js');
    const quoted = Object.keys(messagesIn('en')).filter((k) => panel.includes(`"${k}"`));
    expect(words).toEqual(expect.arrayContaining(quoted));
    expect(words).toEqual(expect.arrayContaining(['goodAnswer', 'neutralAnswer', 'badAnswer']));
    expect(words).toEqual(expect.arrayContaining(named(/^(action|state|failure|differs)[A-Z]/)));
    expect(textOf(build, 'words/en.js').length).toBeLessThanOrEqual(6_500);
  });
});
