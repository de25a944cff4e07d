import { consequence, type Failure } from '../domain/failure';
import type { Receipt } from '../domain/receipt';
import {
  BubbleDots,
  Clock,
  CloudStruck,
  type Icon,
  Key,
  Lock,
  NoRating,
  RingCheck,
  RingDiffers,
  Tray,
  Triangle,
  TurningArrows,
  TwoChecks,
} from './icon';

/** How much a state asks of the person; it decides colour and ground, never alone. */
export type Tone = 'quiet' | 'done' | 'notice' | 'act' | 'offer';

/** A state's icon and tone; no two states share their words. */
export interface Look {
  icon: Icon;
  tone: Tone;
}

const LOOKS: Record<Exclude<Receipt['state'], 'needs-person'>, Look> = {
  saved: { icon: Tray, tone: 'quiet' },
  'out-of-reach': { icon: CloudStruck, tone: 'quiet' },
  waiting: { icon: BubbleDots, tone: 'quiet' },
  stored: { icon: RingCheck, tone: 'done' },
  'taken-back': { icon: NoRating, tone: 'quiet' },
  reviewed: { icon: TwoChecks, tone: 'done' },
  differs: { icon: RingDiffers, tone: 'notice' },
  changed: { icon: TurningArrows, tone: 'notice' },
  'not-vouched': { icon: Clock, tone: 'notice' },
  locked: { icon: Lock, tone: 'offer' },
  'not-set-up': { icon: Key, tone: 'offer' },
};

/** A request that had no effect, told like a state that needs a person. */
export const REFUSED_LOOK: Look = { icon: Triangle, tone: 'act' };

/** How a receipt looks. */
export function lookOf(receipt: Receipt): Look {
  return receipt.state === 'needs-person' ? REFUSED_LOOK : LOOKS[receipt.state];
}

/** How a failed look at the conversation is shown: one that time will mend does not shout. */
export function lookOfProblem(failure: Failure): Look {
  const { waitsFor } = consequence(failure);
  if (waitsFor === 'time') return LOOKS['out-of-reach'];
  return waitsFor === 'answer' ? LOOKS.waiting : REFUSED_LOOK;
}
