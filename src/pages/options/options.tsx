import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { say, type WordKey } from '../../platform/words';
import { ChevronDown } from '../../ui/icon';
import { Bar } from '../bar';
import { SettingsNotice } from '../notice';
import { Unlock } from '../unlock';
import { Appearance } from './appearance';
import { Connections } from './connections';
import { PolicyNotice } from './policyNotice';
import { Privacy } from './privacy';
import { ReasonsSection } from './reasons';
import { Recognised } from './recognised';
import { addedIn, SECTIONS, type SectionId, sectionIn } from './sections';
import { Shortcuts } from './shortcuts';

const TITLES: Record<SectionId, WordKey> = {
  connections: 'optionsConnections',
  recognised: 'recognisedTitle',
  reasons: 'reasons',
  shortcuts: 'shortcuts',
  appearance: 'appearance',
  privacy: 'privacyTitle',
};

/** The options page. All sections stay in place, so that nothing typed is lost between them. */
export function Options(): JSX.Element {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const moved = () => setHash(location.hash);
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  const here = sectionIn(hash);
  const contents: Record<SectionId, JSX.Element> = {
    connections: (
      <>
        <p class="lead">{say('optionsConnectionsLead')}</p>
        <SettingsNotice />
        <Connections add={addedIn(hash)} />
      </>
    ),
    recognised: <Recognised />,
    reasons: <ReasonsSection />,
    shortcuts: <Shortcuts />,
    appearance: <Appearance />,
    privacy: <Privacy />,
  };
  return (
    <>
      <Bar here="options" />
      <div class="split">
        <nav class="sections" aria-label={say('optionsSections')}>
          {SECTIONS.map((id) => (
            <a key={id} href={`#${id}`} aria-current={id === here ? 'page' : undefined}>
              {say(TITLES[id])}
            </a>
          ))}
        </nav>
        <div class="sections-menu">
          <select
            class="box"
            aria-label={say('optionsSections')}
            value={here}
            onChange={(event) => {
              location.hash = event.currentTarget.value;
            }}
          >
            {SECTIONS.map((id) => (
              <option key={id} value={id}>
                {say(TITLES[id])}
              </option>
            ))}
          </select>
          <ChevronDown />
        </div>
        <main>
          <Unlock look="card prose" />
          <PolicyNotice />
          {SECTIONS.map((id) => (
            <section key={id} hidden={id !== here} aria-labelledby={`title-${id}`}>
              <h1 id={`title-${id}`}>{say(TITLES[id])}</h1>
              {contents[id]}
            </section>
          ))}
        </main>
      </div>
    </>
  );
}
