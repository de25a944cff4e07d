import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { say } from '../../platform/words';
import { Button } from '../../ui/button';
import { Check, Shield } from '../../ui/icon';
import { sentence } from '../../ui/sentence';
import { Words } from '../../ui/words';
import type { Site } from '../../vendors/site';
import { patternsFor } from '../options/place';
import { speak } from '../speak';
import { requestAccess } from '../tab';
import { ask, refused } from '../worker';

/** Whether the panel is shown on the tab's site; it shows at once and goes back when refused. */
export function PanelSwitch({ host, hidden }: { host: string; hidden: boolean }): JSX.Element {
  const label = useId();
  const [shown, setShown] = useState(!hidden);
  const [problem, setProblem] = useState<string | null>(null);
  const press = async () => {
    const wanted = !shown;
    setShown(wanted);
    const answer = await ask('show', { host, hidden: !wanted });
    if (!answer.ok) setShown(!wanted);
    setProblem(answer.ok ? null : speak(refused(answer.refusal)));
  };
  return (
    <section class="part">
      <div class="switch-row">
        <span id={label}>{say('popupShowPanel')}</span>
        <button
          type="button"
          role="switch"
          class="switch"
          aria-checked={shown}
          aria-labelledby={label}
          onClick={() => void press()}
        >
          <span class="knob">{shown && <Check />}</span>
        </button>
      </div>
      <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
    </section>
  );
}

/** The browser withholds the tab's site: says so, with the way out. */
export function Access({
  site,
  host,
  onAllowed,
}: {
  site: Site;
  host: string;
  onAllowed(): void;
}): JSX.Element {
  const [declined, setDeclined] = useState(false);
  const press = () => {
    requestAccess(patternsFor(site, host)).then((granted) => {
      setDeclined(!granted);
      if (granted) onAllowed();
    });
  };
  return (
    <section class="part withheld">
      <Shield />
      <div>
        <p>
          <Words of={sentence('popupWithheld', { inset: host })} />
        </p>
        <div role="status">{declined && <p class="second">{say('testNotAllowed')}</p>}</div>
        <Button onPress={press}>{say('popupAllow')}</Button>
      </div>
    </section>
  );
}
