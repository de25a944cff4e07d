import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { language, say } from '../../platform/words';
import { Button } from '../../ui/button';
import {
  Clock,
  CloudStruck,
  Globe,
  Hourglass,
  type Icon,
  Key,
  Link,
  Lock,
  RingCheck,
  Shield,
  Triangle,
} from '../../ui/icon';
import { matchesOf } from '../../vendors/locate';
import type { Site } from '../../vendors/site';
import { sayCount, sayList, speak } from '../speak';
import { requestAccess } from '../tab';
import { duration } from '../times';
import { type Diagnosis, diagnose, type Tested } from './diagnosis';
import { domains } from './place';
import type { Outcome } from './probing';

const ICONS: Record<Diagnosis['icon'], Icon> = {
  stored: RingCheck,
  key: Key,
  lock: Lock,
  globe: Globe,
  link: Link,
  shield: Shield,
  offline: CloudStruck,
  clock: Clock,
  hourglass: Hourglass,
  'needs-person': Triangle,
};

/** The vendor's domains as a sentence names them: "clarifeye.ai or clarifeye.io". */
export function hostsOf(site: Site): string {
  return sayList(domains(site), 'disjunction');
}

/** What a test of `site` at `origin` is told with, in the browser's language. */
export function testedAt(site: Site, origin: string, scope: string | null): Tested {
  const seconds = new Intl.NumberFormat(language(), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return {
    site,
    origin,
    scope,
    words: {
      duration: (milliseconds) => duration(milliseconds, language()),
      // Nobody answers in no time at all.
      seconds: (milliseconds) => seconds.format(Math.max(milliseconds, 100) / 1000),
      scopes: (count) => sayCount('testScopes', count),
      hosts: hostsOf(site),
    },
  };
}

/** One finding: icon, plain words, next step, and a way to allow the host where that helps. */
export function Finding({
  diagnosis,
  site,
  after,
  onAllowed,
}: {
  diagnosis: Diagnosis;
  site: Site;
  /** Said after the finding, such as when it was found. */
  after?: string | undefined;
  onAllowed(): void;
}): JSX.Element {
  const [declined, setDeclined] = useState(false);
  const { allow } = diagnosis;
  const Drawing = ICONS[diagnosis.icon];
  const press = () => {
    void requestAccess(matchesOf(site)).then((granted) => {
      setDeclined(!granted);
      if (granted) onAllowed();
    });
  };
  return (
    <div class={`finding ${diagnosis.tone}`}>
      <Drawing />
      <div>
        <p>
          <b>{speak(diagnosis.finding)}</b>
          {after && <span class="finding-when"> · {after}</span>}
        </p>
        <p class="finding-next">{diagnosis.next.map(speak).join(' ')}</p>
        {declined && <p class="finding-next">{say('testNotAllowed')}</p>}
        {allow !== null && (
          <div class="finding-do">
            <Button onPress={press}>{say('testAllow')}</Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** What the last test came to, or that it is running; a place that speaks, there from the start. */
export function Progress({
  running,
  outcome,
  site,
  again,
}: {
  running: boolean;
  outcome: Outcome | null;
  site: Site;
  /** Tests once more, after access was given. */
  again(): void;
}): JSX.Element {
  const tested = outcome && testedAt(site, outcome.draft.origin, outcome.draft.scope);
  return (
    <div class="progress" role="status">
      {running && (
        <div class="finding plain">
          <Hourglass />
          <p>{say('optionsTesting')}</p>
        </div>
      )}
      {!running && outcome && tested && (
        <Finding diagnosis={diagnose(outcome.result, tested)} site={site} onAllowed={again} />
      )}
    </div>
  );
}
