import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../src/vendors/api.ts';
import type { Site } from '../../src/vendors/site.ts';
import { json, lineOf } from '../unit/vendors/line.ts';

const root = join(import.meta.dirname, '..', '..');
const copy = join(root, '.artifacts', 'worked-example');
const page = readFileSync(join(root, '.github', 'VENDORS.md'), 'utf8');

/** The page's files: the path that a heading names, and the code that follows it. */
const files = [...page.matchAll(/^## \d\. .*?`(src\/[^`]+)`\n[\s\S]*?```ts\n([\s\S]*?)```/gm)].map(
  ([, path = '', code = '']) => ({ path, code }),
);
/** The rows of a table by their first two cells, without marks. */
const rows = [...page.matchAll(/^\| `([^`]+)` \| (.+?) \|(?: `(\w+)` \|)?$/gm)].map((row) =>
  row.slice(1).map((cell) => (cell ?? '').replaceAll('`', '')),
);

function change(path: string, by: (text: string) => string): void {
  const file = join(copy, path);
  const before = readFileSync(file, 'utf8');
  const after = by(before);
  if (after === before) throw new Error(`Nothing was added to ${path}`);
  writeFileSync(file, after);
}

describe('the worked example of a vendor', () => {
  beforeAll(() => {
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(copy, { recursive: true });
    for (const part of ['src', 'public', 'entrypoints', '.wxt', 'tsconfig.json', 'wxt.config.ts'])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const { path, code } of files) {
      mkdirSync(join(copy, path, '..'), { recursive: true });
      writeFileSync(join(copy, path), code);
    }
    for (const [path = '', list = '', name = ''] of rows.filter(([path]) =>
      path?.endsWith('.ts'),
    )) {
      const from = path.replace('src/vendors', './askwell');
      change(path, (text) => {
        const listed = text.replace(new RegExp(`(const ${list}: [^=]*= \\[)`), `$1${name}, `);
        return `import { ${name} } from '${from.replace('.ts', '')}';\n${listed}`;
      });
    }
    const words = rows.filter(([key]) => key?.startsWith('askwell'));
    change('public/_locales/en/messages.json', (text) =>
      JSON.stringify({
        ...(JSON.parse(text) as object),
        ...Object.fromEntries(words.map(([key, message]) => [key, { message }])),
      }),
    );
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const load = async <T>(path: string): Promise<T> =>
    (await import(/* @vite-ignore */ join(copy, path))) as T;

  it('names four files, three registries and the texts', () => {
    expect(files.map(({ path }) => path)).toEqual(
      ['located', 'site', 'wire', 'api'].map((name) => `src/vendors/askwell/${name}.ts`),
    );
    expect(rows).toHaveLength(7);
  });

  it('compiles, registered', () => {
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    const { stdout, status } = spawnSync(tsc, ['--noEmit', '-p', copy], {
      cwd: copy,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  it('finds its conversations, and nobody else’s', async () => {
    const { sites } = await load<{ sites: Site[] }>('src/vendors/site.ts');
    const site = sites.find(({ id }) => id === 'askwell');
    const id = '5b0f3c1e-8a6d-4c42-9d17-2f6e0a9b7c31';
    const find = (address: string) => site?.locate({ address, calls: [] });
    expect(find(`https://app.askwell.example/conversations/${id}`)).toMatchObject({
      kind: 'this',
      conversation: { vendor: 'askwell', origin: 'https://app.askwell.example', scope: null, id },
    });
    expect(find(`https://app.askwell.example.net/conversations/${id}`)?.kind).toBe('none');
    const call = `https://app.askwell.example/api/v1/conversations/${id}`;
    expect(site?.readCall(call)?.conversationId).toBe(id);
  });

  it('stores a rating, and reads what was stored', async () => {
    const { apis } = await load<{ apis: Api[] }>('src/vendors/api.ts');
    const api = apis.find(({ id }) => id === 'askwell');
    const { access, sent } = lineOf(
      { vendor: 'askwell' },
      json(200, {
        conversation: 'c1',
        thumb: 'up',
        note: 'Clear.',
        stored_at: '2026-03-04T12:00:00Z',
      }),
    );
    const feedback = { rating: 'good', comment: 'Clear.' } as const;
    const conversation = {
      vendor: 'askwell',
      origin: 'https://app.askwell.example',
      scope: null,
      id: 'c1',
    };
    const result = await api?.submit(access, { conversation, turn: 1, feedback }, null);
    expect(sent).toEqual([
      {
        method: 'PUT',
        path: '/api/v1/conversations/c1/rating',
        json: { thumb: 'up', note: 'Clear.' },
        headers: { Authorization: 'Bearer secret' },
      },
    ]);
    expect(result).toMatchObject({ ok: true, value: { feedback, conversationId: 'c1' } });
  });
});
