import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { begins, wrongWith } from '../../src/domain/reasons.ts';
import { vendors } from '../../src/vendors/site.ts';
import { faultsOf, type Texts, textsInCode, unusedKeys } from './texts.ts';

const root = join(import.meta.dirname, '..', '..');
const LANGUAGES = ['de', 'en', 'es', 'fr', 'he', 'ja'];

function textsOf(language: string): Texts {
  const file = join(root, 'public', '_locales', language, 'messages.json');
  const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { message: string }>;
  return Object.fromEntries(Object.entries(messages).map(([key, { message }]) => [key, message]));
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const sources = new Map(
  [...filesBelow('src'), ...filesBelow('entrypoints'), join(root, 'wxt.config.ts')].map((path) => [
    path.slice(root.length + 1),
    readFileSync(path, 'utf8'),
  ]),
);

/** Texts that a language shares with English: names, figures alone, and words that are the same. */
const SAME: Record<string, string[]> = {
  every: [
    'extensionName',
    'popupTitle',
    'popupPastePlaceholder',
    'counterPlain',
    'testAcceptedPlace',
    'popupVendorAt',
    'languageDirection',
    'keysMove',
    'keysFigures',
  ],
  de: [
    'neutral',
    'neutralAnswer',
    'formName',
    'formRegion',
    'recognisedServer',
    'failedOffline',
    'passphraseTitle',
    'keysLeave',
    // The names of the vendor's own pages, which speak English.
    'apiKeyHint',
  ],
  fr: [
    'options',
    'actionOptions',
    'optionsSections',
    'popupUntitled',
    'recognisedConversation',
    'journalColumnActions',
  ],
  es: ['keysLeave'],
  he: ['keysSave', 'keysSaveMac', 'keysLeave'],
  ja: ['keysSave', 'keysSaveMac', 'keysLeave'],
};

describe('the languages', () => {
  const english = textsOf('en');

  it('are the six of the specification', () => {
    expect(readdirSync(join(root, 'public', '_locales')).sort()).toEqual(LANGUAGES);
  });

  it.each(LANGUAGES.filter((language) => language !== 'en'))(
    '%s has every text, with the same gaps, and none left in English',
    (language) => {
      const same = new Set([...(SAME.every ?? []), ...(SAME[language] ?? [])]);
      expect(faultsOf(language, textsOf(language), english, same)).toEqual([]);
    },
  );

  it.each(LANGUAGES)('%s has quick reasons that can be read back from a comment', (language) => {
    const texts = textsOf(language);
    const lists = vendors.flatMap((vendor) => Object.values(vendor.reasons));
    expect(lists.length).toBeGreaterThan(3);
    for (const key of lists) expect(wrongWith((texts[key] ?? '').split('; '))).toBeNull();
    // On a bad answer the last asks for what was expected.
    for (const { reasons } of vendors)
      expect((texts[reasons.bad] ?? '').split('; ').map(begins).indexOf(true)).toBe(5);
  });

  it.each(LANGUAGES)('%s names a rating with the word that is shown on it', (language) => {
    const texts = textsOf(language);
    for (const rating of ['good', 'bad', 'neutral'])
      expect(texts[`${rating}Answer`]?.toLowerCase()).toContain(texts[rating]?.toLowerCase());
  });

  it('hold no text that nothing shows', () => {
    expect(unusedKeys(Object.keys(english), sources)).toEqual([]);
  });

  it('hold every text that a person reads: none stands in the code', () => {
    expect(textsInCode(sources)).toEqual([]);
  });
});

describe('the check of the languages', () => {
  const english = {
    greeting: 'Hello $1',
    rowsOne: '$1 row',
    rowsOther: '$1 rows',
    state: '**Saved** here.',
    name: 'Verdict',
  };
  const faults = (language: string, texts: Texts) =>
    faultsOf(language, { ...english, ...texts }, english, new Set(Object.keys(english)));

  it.each<[what: string, language: string, texts: Texts, found: string[]]>([
    ['nothing to complain of', 'de', { greeting: 'Guten Tag, $1' }, []],
    [
      'a gap that is not filled',
      'de',
      { greeting: 'Guten Tag' },
      ['greeting: fills nothing, not $1'],
    ],
    ['another gap', 'de', { greeting: 'Guten Tag, $2' }, ['greeting: fills $2, not $1']],
    ['an empty text', 'de', { greeting: ' ' }, ['greeting: missing']],
    ['a key too many', 'de', { parting: 'Auf Wiedersehen' }, ['parting: unknown']],
    [
      'a form that the language does not have',
      'de',
      { rowsTwo: '$1 Zeilen' },
      ['rowsTwo: unknown'],
    ],
    ['words that no longer stand out', 'de', { state: 'Gesichert.' }, ['state: 0 marks']],
    ['a form that is missing', 'he', {}, ['rowsTwo: missing']],
    ['one and two without a figure', 'he', { rowsOne: 'שורה אחת', rowsTwo: 'שתי שורות' }, []],
    [
      'one without a figure where none counts as one',
      'fr',
      { rowsOne: 'une ligne' },
      ['rowsOne: fills nothing, not $1'],
    ],
  ])('%s', (_, language, texts, found) => {
    expect(faults(language, texts)).toEqual(found);
  });

  it('a text left in English', () => {
    expect(faultsOf('de', { name: 'Verdict' }, { name: 'Verdict' }, new Set())).toEqual([
      'name: left as it is',
    ]);
  });

  const code = (text: string) => new Map([['src/ui/a.tsx', text]]);

  it.each([
    ['say("known")', []],
    ['sayCount("row", 2)', ['known']],
    [`say(\`\${rating}own\`); const rating = "kn"`, []],
    ['keyOf("kn", kind); const kind = "own"', ['known']],
    ['keyOf("known", kind)', []],
  ])('keys used by %s', (text, unused) => {
    expect(unusedKeys(['known'], code(text))).toEqual(unused);
  });

  it('keys that are put together and forms of a number count as used', () => {
    const text = 'keyOf("state", "not-set-up"); sayCount("rows", 2)';
    expect(unusedKeys(['stateNotSetUp', 'rowsOne', 'rowsOther', 'stateSetUp'], code(text))).toEqual(
      ['stateSetUp'],
    );
  });

  it.each([
    '<p>Stored</p>',
    '<p>{isOpen ? "Open" : say("closed")}</p>',
    `<p>{\`Stored in \${vendor}\`}</p>`,
    '<button title="close" />',
    '<Field label={wrong && "wrong"} />',
    '<Notice words="Not saved" />',
    '<IconButton name="Close" />',
    'document.title = "Options"',
  ])('finds the text in %s', (text) => {
    expect(textsInCode(code(text))).toHaveLength(1);
  });

  it.each([
    '<p class="finding done" id="title">{say("stored")} · </p>',
    '<Button kind="text" look="card prose" />',
    '<svg viewBox="0 0 16 16"><path d="M3 4h10" /></svg>',
    '<Notice base="optionsLost" />',
  ])('finds none in %s', (text) => {
    expect(textsInCode(code(text))).toEqual([]);
  });
});
