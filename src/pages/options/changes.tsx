import type { JSX } from 'preact';
import { language, say } from '../../platform/words';
import { sentence } from '../../ui/sentence';
import { siteById } from '../../vendors/site';
import type { Line } from '../line';
import { alters, type Change } from '../transfer/difference';
import type { PreferenceName, Travelling } from '../transfer/settingsFile';
import { inMonths } from './keeping';
import { named } from './listed';
import { isShorter } from './preferred';

const NAMES: Record<PreferenceName, Line['key']> = {
  keepMonths: 'privacyKeep',
  watchMinutes: 'privacyWatch',
  reasons: 'reasons',
};

/** What importing would do, one thing a line, and last whether there is anything to it at all. */
export function Changes({ of }: { of: readonly Change[] }): JSX.Element {
  return (
    <ul class="changes" aria-label={say('transferPreview')}>
      {of.map((change, at) => (
        <li key={at} class={alters(change) ? undefined : 'second'}>
          {wordsOf(change)}
          {change.kind === 'add' && <Facts of={change.connection} />}
        </li>
      ))}
      {!of.some(alters) && <li>{say('transferNothing')}</li>}
    </ul>
  );
}

/** Where a key of it would travel to, for what, and in whose name; a file's word is not enough. */
function Facts({ of: { vendor, origin, scope, actAs } }: { of: Travelling }): JSX.Element {
  const isProduct = siteById(vendor)?.form.scope.label === 'productId';
  return (
    <dl class="facts">
      <div>
        <dt>{say('recognisedServer')}</dt>
        <dd>
          <bdi>{new URL(origin).host}</bdi>
        </dd>
      </div>
      <div>
        <dt>{say(isProduct ? 'optionsProductOf' : 'optionsProjectOf')}</dt>
        <dd>{scope === null ? say('optionsAllProjects') : <bdi class="fixed">{scope}</bdi>}</dd>
      </div>
      {actAs !== null && (
        <div>
          <dt>{say('optionsActsAs')}</dt>
          <dd>
            <bdi>{actAs}</bdi>
          </dd>
        </div>
      )}
    </dl>
  );
}

function wordsOf(change: Change): string {
  const called = (connection: Travelling) => ({ inset: connection.name });
  switch (change.kind) {
    case 'add':
      return sentence('transferAdd', called(change.connection), labelOf(change.connection.vendor));
    case 'same':
      return sentence('transferSame', called(change.connection));
    case 'barred':
      return sentence('transferBarred', called(change.connection));
    case 'outside': {
      const { origin } = change.connection;
      return sentence('transferOutside', called(change.connection), { inset: origin });
    }
    case 'unreadable':
      return say('transferUnreadable', figure(change.count));
    case 'keys':
      return say('transferKeys');
    case 'set':
      return say('transferSet', say(NAMES[change.name]));
    case 'wrong':
      return say('transferWrong', say(NAMES[change.name]));
    case 'prefer': {
      if (change.name === 'reasons') {
        const reasons = named(change.to);
        const vendor = labelOf(change.vendor);
        if (reasons === '') return say('transferNoReasons', vendor);
        return sentence('transferReasons', vendor, { inset: reasons });
      }
      const { name, from, to } = change;
      const value = name === 'keepMonths' ? kept : watched;
      const words = say('transferPrefer', say(NAMES[name]), value(to), value(from));
      const isLoss = name === 'keepMonths' && isShorter(to, from);
      return isLoss ? `${words} ${say('transferShorter', inMonths(to))}` : words;
    }
  }
}

function labelOf(vendor: string): string {
  return siteById(vendor)?.label ?? vendor;
}

function kept(months: number | null): string {
  return months === null ? say('transferForEver') : inMonths(months);
}

function watched(minutes: number | null): string {
  return figure(minutes ?? 0);
}

function figure(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}
