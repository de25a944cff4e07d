import type { Failure } from '../../domain/failure';
import type { TestResult } from '../../messages/view';
import type { Site } from '../../vendors/site';
import { type Line, line } from '../line';
import { placeName } from './place';

/** What a test found, ready to be shown: an icon, a plain finding, the next step. */
export interface Diagnosis {
  tone: 'done' | 'act' | 'notice' | 'plain';
  icon:
    | 'stored'
    | 'key'
    | 'lock'
    | 'globe'
    | 'link'
    | 'shield'
    | 'offline'
    | 'clock'
    | 'hourglass'
    | 'needs-person';
  finding: Line;
  next: readonly Line[];
  /** Host to ask the browser for; null where that would not help. */
  allow: string | null;
}

/** What was tested, as far as the sentences need it. */
export interface Tested {
  site: Site;
  origin: string;
  scope: string | null;
  /** Writes a duration in milliseconds, and a number of projects, in the language's words. */
  words: {
    duration(milliseconds: number): string;
    seconds(milliseconds: number): string;
    scopes(count: number): string;
    hosts: string;
  };
}

/** The sentences for the outcome of a test. Every failure ends in one, with a next step. */
export function diagnose(result: TestResult, tested: Tested): Diagnosis {
  return result.ok ? accepted(result, tested) : failed(result.failure, tested);
}

function accepted(result: Extract<TestResult, { ok: true }>, tested: Tested): Diagnosis {
  const { site, origin, scope, words } = tested;
  const { person, scopes } = result.accepted;
  if (scopes && scope !== null && !scopes.some((each) => each.id === scope)) {
    return {
      tone: 'notice',
      icon: 'key',
      finding: line('testOtherScope', site.label),
      next: [line('testOtherScopeDo')],
      allow: null,
    };
  }
  const finding =
    scope === null
      ? line('testAccepted', site.label)
      : line(
          site.form.scope.label === 'productId' ? 'testAcceptedProduct' : 'testAcceptedProject',
          site.label,
        );
  const place = placeName(site, origin);
  const seen = scopes ? words.scopes(scopes.length) : '';
  const took = words.seconds(result.tookMs);
  const next: Line[] = [];
  if (person !== null) next.push(line('testAcceptedPerson', person, place, seen));
  else if (scopes) next.push(line('testAcceptedPlace', place, seen), line('testAnswered', took));
  else next.push(line('testAcceptedUnnamed', took, site.label));
  return { tone: 'done', icon: 'stored', finding, next, allow: null };
}

function failed(failure: Failure, tested: Tested): Diagnosis {
  const { site, origin, scope, words } = tested;
  const name = site.label;
  const says = (
    tone: Diagnosis['tone'],
    icon: Diagnosis['icon'],
    finding: Line,
    ...next: Line[]
  ): Diagnosis => ({ tone, icon, finding, next, allow: null });

  switch (failure.kind) {
    case 'key-refused':
      return says(
        'act',
        'key',
        line('testKeyRefused', name),
        line('testKeyRefusedDo', line(site.form.key.hint)),
        ...otherRegions(site, origin),
      );
    case 'no-access':
      return noAccess(site, scope);
    case 'not-found':
      return scope === null
        ? says('act', 'link', line('testNotFound', name), line('testOutsideDo', words.hosts))
        : says('act', 'lock', line('testNotFoundProject', name), line('testNotFoundDo'));
    case 'rejected':
      return rejected(failure, tested);
    case 'outside-vendor':
      return says('act', 'link', line('testOutside', name), line('testOutsideDo', words.hosts));
    case 'access-withheld':
      return {
        ...says('notice', 'shield', line('testWithheld'), line('testWithheldDo', failure.host)),
        allow: failure.host,
      };
    case 'offline':
      return says('plain', 'offline', line('testOffline'), line('testOfflineDo'));
    case 'unreachable':
      return says('plain', 'offline', line('testUnreachable', name), line('testUnreachableDo'));
    case 'rate-limited':
      return says(
        'plain',
        'clock',
        line('testRateLimited'),
        failure.retryAfterMs === null
          ? line('testRateLimitedUntold', name)
          : line('testRateLimitedDo', name, words.duration(failure.retryAfterMs)),
      );
    case 'timeout':
      return says('plain', 'hourglass', line('testTimeout'), line('testTimeoutDo', name));
    case 'vendor-down':
      return says(
        'plain',
        'offline',
        line('testVendorDown', name, failure.status),
        line('testVendorDownDo'),
      );
    case 'intercepted':
      return says('act', 'globe', line('testIntercepted', name), line('testInterceptedDo'));
    case 'unreadable-reply':
      return says('act', 'globe', line('testUnreadable', name), line('testUnreadableDo', name));
    case 'redirected':
      return says('act', 'link', line('testRedirected'), line('testRedirectedDo'));
    case 'locked':
      return says('plain', 'lock', line('testLocked'), line('testLockedDo'));
    default:
      return says('plain', 'needs-person', line('testUnfinished'), line('testUnfinishedDo'));
  }
}

/** A key is never tried elsewhere, so the person is told how to see which region is theirs. */
function otherRegions(site: Site, origin: string): Line[] {
  const others = site.form.regions.filter((region) => region.origin !== origin);
  return others.map((region) =>
    line('testKeyRefusedRegion', new URL(region.origin).host, region.label),
  );
}

function noAccess(site: Site, scope: string | null): Diagnosis {
  const product = site.form.scope.label === 'productId';
  const base = { tone: 'act', icon: 'lock', allow: null } as const;
  if (scope === null) {
    return { ...base, finding: line('testNoAccess'), next: [line('testNoAccessDo')] };
  }
  return {
    ...base,
    finding: line(product ? 'testNoAccessProduct' : 'testNoAccessProject'),
    next: [line(product ? 'testNoAccessProductDo' : 'testNoAccessProjectDo')],
  };
}

function rejected(failure: Extract<Failure, { kind: 'rejected' }>, tested: Tested): Diagnosis {
  const { site, scope } = tested;
  const said =
    failure.message === '' ? [] : [line('testRejectedSaid', site.label, failure.message)];
  const aboutId = scope !== null && (failure.status === 422 || failure.status === 400);
  if (!aboutId) {
    return {
      tone: 'act',
      icon: 'needs-person',
      finding: line('testRejected', site.label, failure.status),
      next: said.length > 0 ? said : [line('testUnfinishedDo')],
      allow: null,
    };
  }
  const product = site.form.scope.label === 'productId';
  return {
    tone: 'act',
    icon: 'link',
    finding: line(product ? 'testRejectedProduct' : 'testRejectedProject', site.label),
    next: [line('testRejectedDo', site.label), ...said],
    allow: null,
  };
}
