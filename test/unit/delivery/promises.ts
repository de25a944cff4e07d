import { expect } from 'vitest';
import { type Feedback, NOTHING, sameFeedback, saysNothing } from '../../../src/domain/feedback';
import { feedbackOf, OWNER } from './clarifeyeServer';
import { answerKey, type Scene } from './person';

/** What the vendor holds of this person for one answer: one feedback for each row or filled slot. */
export function heldAtVendor(scene: Scene, conversation: string, turn: number): Feedback[] {
  if (scene.vendor === 'clarityq') {
    const slot = scene.clarityq.answers.get(conversation)?.[turn - 1]?.slot ?? NOTHING;
    return saysNothing(slot) ? [] : [slot];
  }
  return scene.clarifeye.rows
    .filter((row) => row.conversation === conversation && row.turn === turn && row.by === OWNER)
    .map(feedbackOf);
}

/**
 * What delivery promises, once everything has come to rest: the last intent is at the vendor once
 * and nothing else is, the ledger says so, nothing is unsent, nothing overlapped and nothing was
 * written out of order.
 */
export async function expectKept(scene: Scene): Promise<void> {
  for (const [answer, meant] of scene.meant) {
    const [conversation = '', turn = ''] = answer.split(' ');
    const last = meant.at(-1) ?? NOTHING;
    const held = heldAtVendor(scene, conversation, Number(turn));
    expect(held, `what the vendor holds of ${answer}`).toEqual(saysNothing(last) ? [] : [last]);
  }
  const entries = await scene.device.entries();
  for (const entry of entries) {
    const answer = answerKey(entry.conversation.id, entry.turn);
    const last = scene.meant.get(answer)?.at(-1) ?? NOTHING;
    expect(entry.intent, `what the ledger says was meant of ${answer}`).toEqual(last);
    expect(entry.stored?.feedback ?? NOTHING, `what the ledger says is stored`).toEqual(last);
    expect(['stored', 'discarded'], `the state of ${answer}`).toContain(entry.state);
    expect(entry.attempt, 'an attempt nobody has settled').toBeNull();
    expect(entry.dueAt, 'when it is due').toBeNull();
  }
  expect(new Set(entries.map((one) => answerKey(one.conversation.id, one.turn))).size).toBe(
    entries.length,
  );
  expectInOrder(scene);
  expect(scene.device.network.most.conversation, 'writes at once').toBeLessThanOrEqual(1);
  expect(scene.device.network.most.vendor, 'writes at once').toBeLessThanOrEqual(4);
  expect(scene.device.alarms.nextAt(), 'an alarm with nothing to wake for').toBeNull();
}

/** Every write at the vendor is of the same intent as the one before, or of a later one. */
function expectInOrder(scene: Scene): void {
  const reached = new Map<string, number>();
  for (const { conversation, turn, feedback } of scene[scene.vendor].commits) {
    const answer = answerKey(conversation, turn);
    const from = reached.get(answer) ?? 0;
    const meant = scene.meant.get(answer) ?? [];
    const at = meant.findIndex((one, index) => index >= from && sameFeedback(one, feedback));
    expect(at, `${JSON.stringify(feedback)} written to ${answer} out of turn`).not.toBe(-1);
    reached.set(answer, at);
  }
}
