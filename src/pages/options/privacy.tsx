import type { JSX } from 'preact';
import { say } from '../../platform/words';
import { sites } from '../../vendors/site';
import { Erasing } from './erasing';
import { Keeping } from './keeping';
import { PassphraseCard } from './passphrase';

/** What is kept and for how long, where keys lie, what is sent and to whom, and how all of it goes. */
export function Privacy(): JSX.Element {
  return (
    <>
      <Keeping />
      <PassphraseCard />
      <About />
      <Erasing />
    </>
  );
}

/** The hosts come from the one registry. */
function About(): JSX.Element {
  return (
    <div class="card prose">
      <h2>{say('privacySends')}</h2>
      <p>{say('privacySendsText')}</p>
      <ul class="hosts">
        {sites.flatMap((site) =>
          site.apiSources.map((source) => (
            <li key={source}>
              {site.label} <bdi class="fixed">{source.replace(/^https:\/\//, '')}</bdi>
            </li>
          )),
        )}
      </ul>
      <h2>{say('privacyKeys')}</h2>
      <p>{say('privacyKeysText')}</p>
      <h2>{say('privacyStores')}</h2>
      <p>{say('privacyStoresText')}</p>
    </div>
  );
}
