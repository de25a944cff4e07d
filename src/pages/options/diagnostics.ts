import type { Policy } from '../../domain/policy';
import type {
  Answer,
  ConnectionView,
  JournalPage,
  Notices,
  Preferences,
  Protection,
  Unsettled,
} from '../../messages/view';

/** What diagnostics are put together from: the worker's own answers, and what the browser says. */
export interface Sources {
  /** Epoch milliseconds. */
  at: number;
  version: string;
  browser: string;
  language: string;
  /** Match patterns of the vendors' sites, and whether the browser grants access to them. */
  access: Record<string, boolean>;
  /** Origins that Options itself offers; any other is somebody's own server. */
  knownOrigins: readonly string[];
  connections: Answer<ConnectionView[]>;
  journal: Answer<JournalPage>;
  unsettled: Answer<Unsettled>;
  preferences: Answer<Preferences>;
  protection: Answer<Protection>;
  notices: Answer<Notices>;
  policy: Answer<Policy>;
}

/** Failures told at most: what went wrong last says more than all that ever did. */
const FAILURES = 20;

/**
 * What support may know, as one text. Every value is named here one by one, so that nothing comes
 * along by itself: no key, no comment, no name, title, address, id or e-mail of a person.
 */
export function diagnosticsOf(sources: Sources): string {
  const { journal, connections, preferences, protection, unsettled, notices, policy } = sources;
  const failures = journal.ok
    ? journal.value.rows
        .flatMap(({ conversation, steps }) =>
          steps.flatMap(({ at, failure }) =>
            failure ? [{ at, vendor: conversation.vendor, failure }] : [],
          ),
        )
        .sort((a, b) => b.at - a.at)
        .slice(0, FAILURES)
        .map(({ at, vendor, failure }) => ({ at: moment(at), vendor, failure }))
    : null;
  const whole = {
    at: moment(sources.at),
    verdict: sources.version,
    browser: sources.browser,
    language: sources.language,
    siteAccess: sources.access,
    connections: told(connections, (all) =>
      all.map(({ vendor, origin, scope, actAs, hasKey, lastResult }) => ({
        vendor,
        server: sources.knownOrigins.includes(origin) ? origin : 'own server',
        boundToOne: scope !== null,
        actsAsAnother: actAs !== null,
        hasKey,
        lastResult: lastResult && {
          at: moment(lastResult.at),
          failure: lastResult.failure?.kind ?? null,
        },
      })),
    ),
    ledger: {
      entries: told(journal, ({ total }) => total),
      unsettled: told(unsettled, ({ waiting, needsPerson, drafts }) => ({
        waiting,
        needsPerson,
        drafts,
      })),
      unreadable: told(notices, ({ unreadableEntries, unreadableSettings, vanished }) => ({
        entries: unreadableEntries,
        settings: unreadableSettings,
        vanished,
      })),
    },
    settings: {
      chosen: told(preferences, ({ keepMonths, watchMinutes, reasons }) => ({
        keepMonths,
        watchMinutes,
        ownReasons: Object.keys(reasons ?? {}).length,
      })),
      passphrase: told(protection, ({ passphrase, locked, lockAfter }) => ({
        isSet: passphrase,
        locked,
        lockAfter,
      })),
    },
    policy: told(policy, (set) => ({
      present: set.present,
      sets: fieldsSet(set),
      // Their names are an administrator's own words.
      fieldsThatDoNotHold: set.problems.length,
    })),
    lastFailures: failures,
  };
  return JSON.stringify(whole, null, 2);
}

/** The names of what a policy sets, as it names them itself, and nothing of their values. */
function fieldsSet(set: Policy): string[] {
  const { connections, vendors, origins, passphrase, preferences, firstRun } = set;
  const fields: [name: string, isSet: boolean][] = [
    ['connections', connections.length > 0],
    ['allowedVendors', vendors !== null],
    ['allowedHosts', origins !== null],
    ['passphraseRequired', passphrase],
    ['keepMonths', 'keepMonths' in preferences],
    ['watchMinutes', 'watchMinutes' in preferences],
    ['reasons', preferences.reasons !== undefined],
    ['firstRunPage', !firstRun],
  ];
  return fields.flatMap(([name, isSet]) => (isSet ? [name] : []));
}

/** What is told of an answer; of a refused one the word it was refused with. */
function told<T, U>(answer: Answer<T>, tell: (value: T) => U): U | string {
  return answer.ok ? tell(answer.value) : `refused: ${answer.refusal}`;
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
