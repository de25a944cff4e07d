import type { JSX } from 'preact';
import { say, type WordKey } from '../../platform/words';
import { type Icon, Inbox, RingCheck, Tray } from '../../ui/icon';
import { sites } from '../../vendors/site';
import { Bar } from '../bar';
import { vendorNames } from '../why';
import { Practice } from './practice';

const PROMISES: [icon: Icon, title: WordKey, text: WordKey][] = [
  [RingCheck, 'welcomeDoes', 'welcomeDoesText'],
  [Inbox, 'welcomeKeeps', 'welcomeKeepsText'],
  [Tray, 'welcomeSends', 'welcomeSendsText'],
];

/** What is shown once after installation: what it does, where a key is added, and a first try. */
export function Welcome(): JSX.Element {
  return (
    <>
      <Bar />
      <main class="welcome">
        <div>
          <h1>{say('welcomeHeading')}</h1>
          <p class="lead">{say('welcomeLead', vendorNames('conjunction'))}</p>
          <ul class="promises">
            {PROMISES.map(([Drawing, title, text]) => (
              <li key={title}>
                <Drawing />
                <h2>{say(title)}</h2>
                <p class="second">{say(text)}</p>
              </li>
            ))}
          </ul>
          <ol class="first-steps">
            <li>
              <h2>{say('welcomeAddKey')}</h2>
              <p class="second">{say('welcomeAddKeyText')}</p>
              <p class="adders">
                {sites.map(({ id, label }, at) => (
                  <a
                    key={id}
                    class={`button ${at === 0 ? 'main' : 'other'}`}
                    href={`/options.html#add-${id}`}
                  >
                    {say('optionsAdd', label)}
                  </a>
                ))}
              </p>
            </li>
            <li>
              <h2>{say('welcomeTry')}</h2>
              <p class="second">{say('welcomeTryText')}</p>
            </li>
          </ol>
        </div>
        <Practice />
      </main>
    </>
  );
}
