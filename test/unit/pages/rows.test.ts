import { describe, expect, it } from 'vitest';
import type { ConnectionView } from '../../../src/messages/view';
import { merged, type Row } from '../../../src/pages/options/rows';
import { addedIn, sectionIn } from '../../../src/pages/options/sections';

function view(id: string, name = id): ConnectionView {
  return {
    id,
    vendor: 'clarityq',
    name,
    origin: 'https://api.clarityq.ai',
    scope: null,
    scopeName: null,
    actAs: null,
    vendorLabel: 'ClarityQ',
    hasKey: true,
    lastResult: null,
    knownAs: null,
    policy: null,
  };
}

const row = (id: string, removed = false): Row => ({
  connection: view(id),
  removed,
  failed: false,
});
const ids = (rows: Row[]) => rows.map(({ connection }) => connection.id);

describe('the list of connections', () => {
  it('keeps a removed one where it stood, however often the worker is asked', () => {
    const rows = merged([row('a'), row('b', true), row('c')], [view('c'), view('a')]);
    expect(ids(rows)).toEqual(['a', 'b', 'c']);
    expect(rows.map(({ removed }) => removed)).toEqual([false, true, false]);
  });

  it('brings known ones up to date and puts new ones last', () => {
    const rows = merged([row('a')], [view('new'), view('a', 'renamed')]);
    expect(rows.map(({ connection }) => connection.name)).toEqual(['renamed', 'new']);
  });

  it('lets go of one that was removed elsewhere', () => {
    expect(ids(merged([row('a'), row('b')], [view('b')]))).toEqual(['b']);
  });

  it('takes a removed one back once the worker has it again', () => {
    expect(merged([row('a', true)], [view('a')])).toEqual([row('a')]);
  });
});

describe('the address of a section', () => {
  it('falls back to connections and opens a vendor’s form', () => {
    expect(sectionIn('')).toBe('connections');
    expect(sectionIn('#privacy')).toBe('privacy');
    expect(sectionIn('#constructor')).toBe('connections');
    expect(sectionIn('#add-clarityq')).toBe('connections');
    expect(addedIn('#add-clarifeye')).toBe('clarifeye');
    expect(addedIn('#privacy')).toBeNull();
  });
});
