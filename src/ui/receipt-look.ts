import type { Receipt } from '../domain/receipt';
import {
  BubbleDots,
  Clock,
  CloudStruck,
  Cross,
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

const look = (icon: Icon, tone: Tone): Look => ({ icon, tone });

const LOOKS: Record<Receipt['state'], Look> = {
  saved: look(Tray, 'quiet'),
  'out-of-reach': look(CloudStruck, 'quiet'),
  waiting: look(BubbleDots, 'quiet'),
  stored: look(RingCheck, 'done'),
  'taken-back': look(NoRating, 'quiet'),
  gone: look(Cross, 'notice'),
  reviewed: look(TwoChecks, 'done'),
  differs: look(RingDiffers, 'notice'),
  changed: look(TurningArrows, 'notice'),
  'not-vouched': look(Clock, 'notice'),
  'needs-person': look(Triangle, 'act'),
  locked: look(Lock, 'offer'),
  'not-set-up': look(Key, 'offer'),
};

/** How a receipt looks. */
export function lookOf(receipt: Pick<Receipt, 'state'>): Look {
  return LOOKS[receipt.state];
}
