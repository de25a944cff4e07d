import type { JSX } from 'preact';
import type { Receipt } from '../../domain/receipt';
import { say, type WordKey } from '../../platform/words';
import { lookOf } from '../../ui/receipt-look';
import { About } from '../about';
import { Bar } from '../bar';
import { vendorNames } from '../why';

/** Every state a person meets, by its name in the history, and what to make of it. */
const STATES: [state: Receipt['state'], name: WordKey, meaning: WordKey][] = [
  ['saved', 'journalSaved', 'helpSaved'],
  ['out-of-reach', 'journalOutOfReach', 'helpOutOfReach'],
  ['waiting', 'journalWaiting', 'helpWaiting'],
  ['stored', 'journalStored', 'helpStored'],
  ['reviewed', 'journalReviewed', 'helpReviewed'],
  ['differs', 'journalDiffers', 'helpDiffers'],
  ['changed', 'journalChanged', 'helpChanged'],
  ['not-vouched', 'journalNotVouched', 'helpNotVouched'],
  ['needs-person', 'journalNeedsPerson', 'helpNeedsPerson'],
  ['gone', 'journalGone', 'helpGone'],
  ['locked', 'journalLocked', 'helpLocked'],
  ['not-set-up', 'journalNotSetUp', 'helpNotSetUp'],
];

const KEYS: [keys: WordKey, what: WordKey][] = [
  ['keysSave', 'helpKeysSave'],
  ['keysLeave', 'helpKeysLeave'],
  ['keysMove', 'helpKeysMove'],
  ['keysFigures', 'helpKeysFigures'],
];

/** How Verdict is used, what its states ask of a person, and what is sent. */
export function Help(): JSX.Element {
  return (
    <>
      <Bar here="help" />
      <main class="manual">
        <h1>{say('help')}</h1>
        <section class="card prose" aria-labelledby="rate">
          <h2 id="rate">{say('helpRate')}</h2>
          <ol class="numbered">
            <li>{say('helpRateOpen', vendorNames('disjunction'))}</li>
            <li>{say('helpRatePress')}</li>
            <li>{say('helpRateComment', say('saveComment'))}</li>
            <li>{say('helpRateUndo', say('undo'))}</li>
          </ol>
          <p>{say('helpRateWhich')}</p>
          <p>{say('helpRateIcon')}</p>
          <p>{say('helpRateNoPanel')}</p>
        </section>
        <section class="card prose" aria-labelledby="states">
          <h2 id="states">{say('helpStates')}</h2>
          <p>{say('helpStatesLead', say('journalStored'))}</p>
          <dl class="meanings">
            {STATES.map(([state, name, meaning]) => {
              const { icon: Sign, tone } = lookOf({ state });
              return (
                <div key={state}>
                  <dt class={`state ${tone}`}>
                    <Sign />
                    {say(name)}
                  </dt>
                  <dd>{say(meaning)}</dd>
                </div>
              );
            })}
          </dl>
        </section>
        <section class="card prose" aria-labelledby="keys">
          <h2 id="keys">{say('helpKeys')}</h2>
          <dl class="meanings">
            {KEYS.map(([keys, what]) => (
              <div key={keys}>
                <dt>
                  <kbd dir="ltr">{say(keys)}</kbd>
                </dt>
                <dd>{say(what)}</dd>
              </div>
            ))}
          </dl>
          <p>{say('helpKeysMore', say('shortcuts'))}</p>
        </section>
        <About />
      </main>
    </>
  );
}
