import type { Ask } from '../../messages/client';
import type { Refusal } from '../../messages/view';
import { type Change, isAsImported, type Preferring, preferring } from './difference';

/** What an import has done, so that it can be undone. */
export interface Imported {
  /** Ids of the connections it has added. */
  added: string[];
  /** The preferences it has changed. */
  preferred: Preferring[];
}

/**
 * Takes changes over, by the messages that Options itself uses, so that nothing gets in by a file
 * that would not get in by hand.
 *
 * @returns what was done, also where the worker refused in the middle of it
 */
export async function take(
  ask: Ask,
  changes: readonly Change[],
): Promise<{ imported: Imported; refusal: Refusal | null }> {
  const added: string[] = [];
  const ended = (refusal: Refusal | null, preferred: Preferring[] = []) => ({
    imported: { added, preferred },
    refusal,
  });
  for (const change of changes) {
    if (change.kind !== 'add') continue;
    const saved = await ask('saveConnection', { ...change.connection, id: null, key: null });
    if (!saved.ok) return ended(saved.refusal);
    added.push(saved.value.id);
  }
  const preferred = changes.filter((change) => change.kind === 'prefer');
  const refusal = await prefer(ask, preferred, 'to');
  return ended(refusal, refusal ? [] : preferred);
}

/**
 * Undoes an import: the connections it has added go, the preferences it has changed are as they
 * were, unless somebody has changed them again since.
 *
 * @returns the refusal that stopped it, so that it can be tried again; else null
 */
export async function giveBack(ask: Ask, { added, preferred }: Imported): Promise<Refusal | null> {
  for (const id of added) {
    const removed = await ask('removeConnection', { id });
    if (!removed.ok) return removed.refusal;
  }
  return prefer(ask, preferred, 'from');
}

async function prefer(
  ask: Ask,
  changes: readonly Preferring[],
  side: 'from' | 'to',
): Promise<Refusal | null> {
  if (changes.length === 0) return null;
  const now = await ask('preferences', {});
  if (!now.ok) return now.refusal;
  const due = changes.filter((change) => side === 'to' || isAsImported(now.value, change));
  if (due.length === 0) return null;
  const chosen = due.reduce((kept, change) => preferring(kept, change, side), now.value);
  const answer = await ask('prefer', chosen);
  return answer.ok ? null : answer.refusal;
}
