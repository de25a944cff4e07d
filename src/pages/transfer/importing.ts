import type { Ask } from '../../messages/client';
import type { Preferences, Refusal } from '../../messages/view';
import type { Difference } from './difference';

/** What an import has done, so that it can be undone. */
export interface Imported {
  /** Ids of the connections it has added. */
  added: string[];
  /** Preferences as they were before. */
  before: Preferences;
}

/**
 * Takes a difference over, by the messages that Options itself uses, so that nothing gets in by a
 * file that would not get in by hand.
 *
 * @returns what was done, also where the worker refused in the middle of it
 */
export async function take(
  ask: Ask,
  { changes, preferences }: Difference,
  before: Preferences,
): Promise<{ imported: Imported; refusal: Refusal | null }> {
  const imported: Imported = { added: [], before };
  for (const change of changes) {
    if (change.kind !== 'add') continue;
    const saved = await ask('saveConnection', { ...change.connection, id: null, key: null });
    if (!saved.ok) return { imported, refusal: saved.refusal };
    imported.added.push(saved.value.id);
  }
  if (!changes.some(({ kind }) => kind === 'prefer')) return { imported, refusal: null };
  const preferred = await ask('prefer', preferences);
  return { imported, refusal: preferred.ok ? null : preferred.refusal };
}

/** Undoes an import: what it has added goes, what it has changed is as it was. */
export async function giveBack(ask: Ask, { added, before }: Imported): Promise<Refusal | null> {
  for (const id of added) {
    const removed = await ask('removeConnection', { id });
    if (!removed.ok) return removed.refusal;
  }
  const preferred = await ask('prefer', before);
  return preferred.ok ? null : preferred.refusal;
}
