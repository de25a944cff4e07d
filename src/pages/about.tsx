import type { JSX } from 'preact';
import { say } from '../platform/words';
import { sites } from '../vendors/site';

/** What is sent, where keys lie and what is stored. The hosts come from the one registry. */
export function About(): JSX.Element {
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
