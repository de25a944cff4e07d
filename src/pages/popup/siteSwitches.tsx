import type { JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import type { Conversation } from '../../domain/conversation';
import { say } from '../../platform/words';
import { Button } from '../../ui/button';
import { Check, Shield } from '../../ui/icon';
import { sentence } from '../../ui/sentence';
import { Words } from '../../ui/words';
import { matchesOf } from '../../vendors/locate';
import { type Site, siteById } from '../../vendors/site';
import { speak } from '../speak';
import { hasAccess, onAccess, requestAccess } from '../tab';
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

/**
 * The browser withholds a site, the tab's own or the one feedback goes to: says so, with the way
 * out. Chrome ends the popup when it asks the person, so what follows is left to whoever listens
 * for access.
 */
export function Access({
  site,
  host,
  why,
}: {
  site: Site;
  host: string;
  why: 'popupWithheld' | 'popupWithheldSending';
}): JSX.Element {
  const [declined, setDeclined] = useState(false);
  const press = () => {
    void requestAccess(matchesOf(site)).then((granted) => setDeclined(!granted));
  };
  return (
    <section class="part withheld">
      <Shield />
      <div>
        <p>
          <Words of={sentence(why, { inset: host })} />
        </p>
        <div role="status">{declined && <p class="second">{say('testNotAllowed')}</p>}</div>
        <Button onPress={press}>{say('popupAllow')}</Button>
      </div>
    </section>
  );
}

/** The same where the browser withholds the place a conversation's feedback goes to; else nothing. */
export function SendingAccess({
  conversation,
}: {
  conversation: Conversation;
}): JSX.Element | null {
  const { vendor, origin } = conversation;
  const [withheld, setWithheld] = useState(false);
  useEffect(() => {
    let gone = false;
    const look = () =>
      void hasAccess(origin).then((has) => {
        if (!gone) setWithheld(!has);
      });
    look();
    const stop = onAccess(look);
    return () => {
      gone = true;
      stop();
    };
  }, [origin]);
  const site = siteById(vendor);
  if (!withheld || !site) return null;
  return <Access site={site} host={new URL(origin).host} why="popupWithheldSending" />;
}
