import type { Conversation } from '../../../src/domain/conversation';
import { LIMIT_MINUTES } from '../../../src/domain/watch';
import { faultsOf, SMOOTH } from './faults';
import { type Scene, sceneAt } from './person';

const LIMIT_MS = LIMIT_MINUTES * 60_000;
/** A detector that was not called for longer than this has slept, and begins its watch anew. */
const BREAK_MS = 90_000;
/** An agent takes a minute or two; nothing of ours is under way for as long as that. */
const SHORTEST_ANSWER_MS = 20_000;

/** One press: on which answer, and whether that has been in sight ever since. */
export interface Press {
  comment: string;
  /** The number of the answer the person saw. */
  answer: number;
  inSight: boolean;
}

/** A person in front of a ClarityQ conversation, whose page lives as the web app does. */
export interface Timeline {
  scene: Scene;
  presses: Press[];
  place: 'here' | 'elsewhere' | 'asleep';
  /** Since when nobody has watched; null while the tab shows the conversation. */
  awaySince: number | null;
  /** When the latest answer was asked for, by the device's clock. */
  askedAt: number;
  /** Whether a question's call lasts until its answer is written; null to leave it to chance. */
  streams: boolean | null;
  /** How many of the answers end in an error, from 0 to 1. */
  errors: number;
  conversation: Conversation;
  pass(ms: number): Promise<void>;
  ask(from: 'here' | 'another device'): Promise<void>;
  leave(how: 'elsewhere' | 'asleep'): Promise<void>;
  comeBack(): Promise<void>;
  /** Which answer the page shows. */
  latest(): number;
}

type Item = { at: number; of: 'page' | 'server'; happen(): Promise<void> | void };

/** A timeline at its beginning, repeatable by its seed: the tab is open on one finished answer. */
export async function timelineOf(seed: number): Promise<Timeline> {
  const scene = await sceneAt('clarityq', seed);
  const { device, clock, chance, clarityq } = scene;
  const [conversation] = scene.conversations as [Conversation];
  let agenda: Item[] = [];
  let watchingSince = clock.now();

  const plan = (ms: number, of: Item['of'], happen: Item['happen']): void => {
    agenda.push({ at: clock.true() + ms, of, happen });
    agenda.sort((a, b) => a.at - b.at);
  };
  const shows = (shown: Conversation | null): void => {
    const reason = { kind: 'in-path', excerpt: '' } as const;
    device.tabs.set(1, {
      finding: shown ? { kind: 'this', conversation: shown, reason } : { kind: 'none', reason },
      conversation: shown,
      watchingSince,
    });
  };
  const recognised = async (): Promise<void> => {
    shows(conversation);
    const input = { conversation, watchingSince };
    await device.ask('recognised', input);
    await device.ask('view', { conversation, turn: null, look: true });
  };
  const called = async (startedAt: number, run: boolean): Promise<void> => {
    if (!device.network.online) return;
    await device.ask('called', {
      conversation,
      startedAt,
      endedAt: clock.now(),
      run,
      watchingSince,
    });
  };

  /** The page asks, polls or streams, and its calls become known when they end. */
  function pageAsks(takesMs: number): void {
    const startedAt = clock.now();
    if (self.streams ?? chance() < 0.5) {
      plan(takesMs + 1_000, 'page', () => called(startedAt, true));
      return;
    }
    plan(1_300, 'page', () => called(startedAt, true));
    for (let ms = 4_000; ms < takesMs + 3_000; ms += 3_000) {
      plan(ms, 'page', () => called(startedAt + ms - 1_000, false));
    }
  }

  /** A page that comes back asks for its conversation, and polls it while it is being answered. */
  function pageLoads(): void {
    plan(1_200, 'page', async () => {
      await called(clock.now() - 1_100, false);
      if (clarityq.answers.get(conversation.id)?.at(-1)?.status === 'IN_PROGRESS') pageLoads();
    });
  }

  const self: Timeline = {
    scene,
    presses: [],
    place: 'here',
    awaySince: null,
    askedAt: 0,
    streams: null,
    errors: 0.1,
    conversation,
    latest: () => clarityq.answers.get(conversation.id)?.length ?? 0,

    async pass(ms) {
      const until = clock.true() + ms;
      for (let item = due(); item && item.at <= until; item = due()) {
        await device.run(Math.max(item.at - clock.true(), 0));
        agenda = agenda.filter((other) => other !== item);
        if (item.of === 'server' || self.place === 'here') await item.happen();
      }
      await device.run(until - clock.true());
    },

    async ask(from) {
      if (clarityq.answers.get(conversation.id)?.at(-1)?.status === 'IN_PROGRESS') return;
      for (const press of self.presses) press.inSight = false;
      clarityq.ask(conversation.id);
      self.askedAt = clock.now();
      const takesMs = SHORTEST_ANSWER_MS + chance() * 200_000;
      plan(takesMs, 'server', () =>
        clarityq.finish(conversation.id, chance() < self.errors ? 'ERROR' : 'COMPLETED'),
      );
      if (from === 'here') pageAsks(takesMs);
    },

    async leave(how) {
      if (self.place !== 'here') return;
      for (const press of self.presses) press.inSight = false;
      self.place = how;
      self.awaySince = clock.true();
      if (how === 'asleep') {
        device.stop();
        device.asleep = true;
        return;
      }
      await device.ask('left', { watchingSince });
      shows(null);
    },

    async comeBack() {
      if (self.place === 'here') return;
      const slept = self.place === 'asleep';
      const awayMs = clock.true() - (self.awaySince ?? 0);
      device.asleep = false;
      self.place = 'here';
      self.awaySince = null;
      if (!slept || awayMs > BREAK_MS) watchingSince = clock.now();
      if (slept) shows(conversation);
      else await recognised();
      pageLoads();
    },
  };

  /** What happens next; a page that sleeps does what it had to once it is awake. */
  function due(): Item | undefined {
    return agenda.find(({ of }) => of === 'server' || self.place !== 'asleep');
  }

  device.plan = {
    ...SMOOTH,
    idleStops: chance() < 0.5,
    fault: (_, isWrite) => (chance() < 0.1 ? pick(scene, faultsOf(isWrite)) : null),
  };
  device.network.slow = () => (chance() < 0.2 ? chance() * 5_000 : 0);
  device.network.late = () => (chance() < 0.2 ? chance() * 3_000 : 0);
  await recognised();
  await self.pass(6_000);
  return self;
}

/** Whether another device may have asked unseen: nobody has watched for longer than is allowed. */
export function unseen({ awaySince, scene }: Timeline): boolean {
  return awaySince !== null && scene.clock.true() - awaySince > LIMIT_MS + 30_000;
}

/** One of these, by the scene's chance. */
export function pick<T>({ chance }: Scene, from: readonly T[]): T {
  return from[Math.floor(chance() * from.length)] as T;
}
