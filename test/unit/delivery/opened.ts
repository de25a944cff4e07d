import type { Conversation, Turn } from '../../../src/domain/conversation';
import type { Device } from './device';
import { GOOD, mean, open, type Scene, sceneAt, type Vendor } from './person';
import { turnOf } from './scripts';

/** A scene whose conversations are open, each in a tab of its own. */
export interface Opened {
  scene: Scene;
  device: Device;
  /** The first conversation. */
  conversation: Conversation;
  /** The answer that is rated in each. */
  turn: Turn;
}

export const VENDORS: Vendor[] = ['clarityq', 'clarifeye'];

/** The method by which a vendor first stores feedback. */
export const WRITE = { clarityq: 'PUT', clarifeye: 'POST' } as const;

/** Opens `count` conversations at a vendor. */
export async function openedAt(vendor: Vendor, count = 1): Promise<Opened> {
  const scene = await sceneAt(vendor, 11, { count });
  for (const [index, one] of scene.conversations.entries()) await open(scene, one, index + 1);
  await scene.device.run(2_000);
  const [conversation] = scene.conversations as [Conversation];
  return { scene, conversation, device: scene.device, turn: turnOf(scene) };
}

/** Presses on every conversation at the same moment. */
export async function pressAll(
  scene: Scene,
  conversations: Conversation[],
  turn: Turn,
): Promise<void> {
  await Promise.all(conversations.map((one) => mean(scene, one, turn, GOOD)));
}
