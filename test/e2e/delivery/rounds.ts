import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { FIXTURES, type Mishap, type Sandbox } from '../../sandbox/sandbox.ts';
import { seeded } from '../../unit/delivery/clock.ts';
import { freshConversation, pressedRatings, reads } from '../acts.ts';
import type { Tab } from '../driver/person.ts';
import { addresses, eventually, press, type Stage } from '../stage.ts';
import type { Device } from './device.ts';
import { stopNow } from './stopping.ts';

export type Vendor = 'clarityq' | 'clarifeye';
export const VENDORS: Vendor[] = ['clarityq', 'clarifeye'];

/** In an order in which none comes twice, because pressing the pressed one takes it off. */
const NAMES = {
  clarityq: ['Good answer', 'Bad answer'],
  clarifeye: ['Good answer', 'Neutral', 'Bad answer'],
} as const;
export type Name = (typeof NAMES)[Vendor][number];

const VALUES = { 'Good answer': true, Neutral: null, 'Bad answer': false } as const;

/** One conversation on which a person pressed while the worker was being stopped. */
export interface Round {
  vendor: Vendor;
  seed: number;
  id: string;
  address: string;
  /** What was pressed last. */
  last: Name;
  /** How often a running worker was stopped. */
  stops: number;
}

/** A Clarifeye conversation of the member's with one finished answer that no other test knows. */
export function freshQuestion({ clarifeye }: Sandbox, title: string): string {
  const { projectId, people } = FIXTURES.clarifeye;
  const { id } = clarifeye.create(projectId, people.member.id, title);
  clarifeye.ask(id, `${title}?`);
  clarifeye.finish(id, 'As the handbook has it.');
  return id;
}

/** A conversation of either vendor with one finished answer, and its address. */
export function fresh({ sandbox }: Stage, vendor: Vendor, title: string) {
  const make = vendor === 'clarityq' ? freshConversation : freshQuestion;
  const id = make(sandbox, title);
  return { id, address: addresses[vendor](id) };
}

/** Something that makes a write take its time, or lose its reply. */
function mishap(chance: () => number): { when: 'before' | 'after'; do: Mishap } {
  const dice = chance();
  if (dice < 0.35) return { when: 'before', do: { kind: 'delay', ms: 100 + chance() * 600 } };
  if (dice < 0.7) return { when: 'after', do: { kind: 'delay', ms: 100 + chance() * 600 } };
  if (dice < 0.85) return { when: 'after', do: { kind: 'drop' } };
  return { when: 'after', do: { kind: 'status', status: 503 } };
}

/**
 * One to three presses on an answer, and around them one to three stops of the worker, all at
 * moments the seed chooses. Returns when the panel has said that the last press is kept.
 */
export async function playRound(
  stage: Stage,
  tab: Tab,
  vendor: Vendor,
  seed: number,
): Promise<Round> {
  const chance = seeded(seed * 2 + (vendor === 'clarityq' ? 0 : 1));
  const { id, address } = fresh(stage, vendor, `Round ${seed}`);
  await tab.goto(address);
  await tab.find('button', 'Good answer');
  const method = vendor === 'clarityq' ? 'PUT' : 'POST';
  stage.sandbox.faults.add({ method, ...mishap(chance) });

  const names = NAMES[vendor];
  const first = Math.floor(chance() * names.length);
  const presses = 1 + Math.floor(chance() * names.length);
  let stops = 0;
  const stopping = Array.from({ length: 1 + Math.floor(chance() * 3) }, async () => {
    await sleep(chance() * 1_600);
    if (await stopNow(stage.browser, tab)) stops += 1;
  });
  let last: Name = 'Good answer';
  for (let count = 0; count < presses; count += 1) {
    last = names[(first + count) % names.length] as Name;
    await press(tab, last);
    await sleep(chance() * 400);
  }
  await Promise.all(stopping);
  await insist(tab, last);
  return { vendor, seed, id, address, last, stops };
}

/** What is shown after a refusal has been asked for and has come by then; so has a press its answer. */
const ANSWERED_MS = 1_500;

/**
 * Waits until what the panel says is about the last press: what it said of the one before may stand
 * there until the next is answered. A press that it says it could not take is made again, as a
 * person would.
 */
async function insist(tab: Tab, last: Name): Promise<void> {
  for (let tries = 0; tries < 8; tries += 1) {
    const told = await eventually(
      () => tab.status(),
      (words) => /Saved|Stored|Not saved|did not answer/.test(words),
    );
    await sleep(ANSWERED_MS);
    const isStill = (await tab.status()) === told;
    const isPressed = (await pressedRatings(tab)).includes(last);
    if (/^(Saved|Stored)/.test(told) && isStill && isPressed) return;
    if (!isPressed) await press(tab, last);
  }
  throw new Error('The panel never took the press');
}

/** The last intent is at the vendor, once, and the ledger says so. */
export async function expectDelivered(
  stage: Stage,
  device: Device,
  tab: Tab,
  { vendor, id, address, last }: Round,
): Promise<void> {
  const { clarityq, clarifeye } = stage.sandbox;
  await tab.goto(address);
  await reads(tab, vendor === 'clarityq' ? /Stored in ClarityQ at/ : /Stored in Clarifeye as/);
  if (vendor === 'clarityq') {
    const rating = VALUES[last] ? 'POSITIVE' : 'NEGATIVE';
    expect(clarityq.feedback(id)).toMatchObject({ rating, comment: null });
  } else {
    expect(clarifeye.rows(id)).toMatchObject([{ is_positive: VALUES[last], feedback: '' }]);
  }
  expect(await pressedRatings(tab)).toEqual([last]);
  const entries = (await device.entries()).filter(({ conversation }) => conversation.id === id);
  expect(entries).toMatchObject([{ state: 'stored', attempt: null, dueAt: null }]);
}
