import type { Conversation } from '../domain/conversation';
import type { Ask, Hint } from '../messages/client';
import type { Gate } from './gate';

/** What the detector lends the panel, both living in one document's isolated world. */
export interface Link {
  /** The detector's way to ask the worker. */
  ask: Ask;
  /** Listens to the worker's hints; answers with the way to stop. */
  hints(listener: (hint: Hint) => void): () => void;
  /** Whether the extension behind this document is still the one that runs. */
  alive(): boolean;
  /** The conversation in front of the person; null while there is none. */
  conversation(): Conversation | null;
  /** Calls back whenever `conversation()` changes; answers with the way to stop. */
  subscribe(listener: () => void): () => void;
  /** Whether the gate stood before the page's own scripts, so that typing stays private. */
  gated: boolean;
  /** Puts a panel's element behind the gate, as `Gate` tells; answers with the way to take it away. */
  protect: Gate['protect'];
}

/** What was typed in a panel that an update has orphaned. */
export interface LeftText {
  /** Key of the conversation it was typed on. */
  conversation: string;
  turn: number;
  text: string;
}

const LINK = Symbol.for('verdict.link');
const LEFT = Symbol.for('verdict.left');

type World = { [LINK]?: Link; [LEFT]?: LeftText | null };

/** Publishes the detector's link; the page's own scripts live in another world and cannot see it. */
export function publishLink(link: Link): void {
  (globalThis as World)[LINK] = link;
}

/** The detector's link in this document, or undefined where no detector runs. */
export function findLink(): Link | undefined {
  return (globalThis as World)[LINK];
}

/** Hands over what was typed in an orphaned panel to the panel that comes in its place. */
export function leaveText(left: LeftText): void {
  (globalThis as World)[LEFT] = left;
}

/** What was left by an orphaned panel; given once. */
export function takeLeftText(): LeftText | null {
  const world = globalThis as World;
  const left = world[LEFT] ?? null;
  world[LEFT] = null;
  return left;
}
