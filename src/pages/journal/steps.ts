import type { Step } from '../../domain/entry';
import type { FailureKind } from '../../domain/failure';
import { saysNothing } from '../../domain/feedback';
import type { WordKey } from '../../platform/words';
import { type Line, line } from '../line';

const FAILURES: Record<FailureKind, WordKey> = {
  offline: 'failedOffline',
  unreachable: 'failedUnreachable',
  timeout: 'failedTimeout',
  'vendor-down': 'failedVendorDown',
  'rate-limited': 'failedRateLimited',
  intercepted: 'failedIntercepted',
  'unreadable-reply': 'failedUnreadableReply',
  redirected: 'failedRedirected',
  interrupted: 'failedInterrupted',
  'not-ready': 'failedNotReady',
  'key-refused': 'failedKeyRefused',
  'no-access': 'failedNoAccess',
  'not-found': 'failedNotFound',
  rejected: 'failedRejected',
  'answer-failed': 'failedAnswerFailed',
  'access-withheld': 'failedAccessWithheld',
  'outside-vendor': 'failedOutsideVendor',
  locked: 'failedLocked',
  'no-connection': 'failedNoConnection',
  barred: 'failedBarred',
  'several-connections': 'failedSeveralConnections',
  'comment-too-long': 'failedCommentTooLong',
  'cannot-tell-own-row': 'failedCannotTellOwnRow',
};

const RATINGS = { good: 'good', bad: 'bad', neutral: 'neutral' } as const;

/** One step in one short sentence. What failed is told apart by `Step.failure`. */
export function stepLine(step: Step, vendor: string): Line {
  switch (step.what) {
    case 'pressed':
      return pressed(step);
    case 'sent':
      return line('stepSent', vendor);
    case 'stored':
      return step.feedback && saysNothing(step.feedback)
        ? line('stepTakenBack', vendor)
        : line('stepStored', vendor);
    case 'failed':
      return step.failure ? line(FAILURES[step.failure]) : line('failedInterrupted');
    case 'waiting':
      return line('stepWaiting');
    case 'held':
      return line(step.failure ? FAILURES[step.failure] : 'stepHeld');
    case 'discarded':
      return line('stepDiscarded');
    case 'adopted':
      return line('stepAdopted', vendor);
    case 'row-gone':
      return line('stepRowGone', vendor);
    case 'released':
      return line('stepReleased');
  }
}

function pressed(step: Step): Line {
  const { feedback } = step;
  if (!feedback || saysNothing(feedback)) return line('stepTakenOff');
  return feedback.rating === null
    ? line('stepCommented')
    : line('stepPressed', line(RATINGS[feedback.rating]));
}
