import type { JSX } from 'preact';
import type { JournalRow } from '../../messages/view';
import { language, say } from '../../platform/words';
import { NoRating, Open } from '../../ui/icon';
import { lookOf } from '../../ui/receipt-look';
import { speak } from '../speak';
import { capital, dayName, timeOfDay } from '../times';
import type { Day } from './days';
import { RatingWord } from './rating';
import { addressOf, senderOf, stateName } from './row';

/** The history as a table, a group of rows for each day. Narrow, each row becomes a card. */
export function Table({
  days,
  chosen,
  onChoose,
}: {
  days: readonly Day[];
  /** Key of the row whose details are open. */
  chosen: string | null;
  onChoose(key: string): void;
}): JSX.Element {
  const now = Date.now();
  return (
    <table class="card rows">
      <caption class="unseen">{say('journalTitle')}</caption>
      <thead>
        <tr>
          <th scope="col" class="col-rating">
            {say('journalColumnRating')}
          </th>
          <th scope="col">{say('journalColumnQuestion')}</th>
          <th scope="col">{say('journalColumnConversation')}</th>
          <th scope="col" class="col-state">
            {say('journalColumnState')}
          </th>
          <th scope="col" class="col-when">
            {say('journalColumnWhen')}
          </th>
          <th scope="col" class="col-open">
            <span class="unseen">{say('journalColumnActions')}</span>
          </th>
        </tr>
      </thead>
      {days.map(({ day, at, rows }) => (
        <tbody key={day}>
          <tr class="day">
            <th scope="rowgroup" colSpan={6}>
              {capital(dayName(at, now, language()), language())}
            </th>
          </tr>
          {rows.map((row) => (
            <Row key={row.key} row={row} chosen={row.key === chosen} onChoose={onChoose} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({
  row,
  chosen,
  onChoose,
}: {
  row: JournalRow;
  chosen: boolean;
  onChoose(key: string): void;
}): JSX.Element {
  const { entry, receipt } = row;
  const { comment, rating } = entry.intent;
  const title = entry.page.title || say('journalUntitled');
  const sender = senderOf(row);
  const address = addressOf(row);
  const look = receipt && lookOf(receipt);
  const Sign = look?.icon ?? NoRating;
  return (
    <tr class="entry" data-chosen={chosen ? '' : undefined}>
      <td class="col-rating">
        <RatingWord rating={rating} />
      </td>
      <td class="col-question">
        <button
          type="button"
          class="row-open"
          dir="auto"
          aria-expanded={chosen}
          onClick={() => onChoose(row.key)}
        >
          {entry.question ?? say('journalNoQuestion')}
        </button>
        <span class="second" dir="auto">
          {comment === '' ? say('journalNoComment') : comment}
        </span>
      </td>
      <td class="col-conversation">
        <span class="first" dir="auto">
          {title}
        </span>
        <span class="second" dir="auto">
          {row.vendorLabel}
          {sender !== null && (
            <>
              {' · '}
              <bdi>{sender}</bdi>
            </>
          )}
        </span>
      </td>
      <td class="col-state">
        <span class={`state ${look?.tone ?? 'quiet'}`}>
          <Sign />
          {speak(stateName(receipt))}
        </span>
      </td>
      <td class="col-when">
        <time dateTime={new Date(entry.pressedAt).toISOString()}>
          {timeOfDay(entry.pressedAt, language())}
        </time>
      </td>
      <td class="col-open">
        {address !== null && (
          <a
            class="button glyph"
            href={address}
            target="_blank"
            rel="noreferrer"
            title={say('journalOpen')}
            aria-label={say('journalOpenOf', title)}
          >
            <Open />
          </a>
        )}
      </td>
    </tr>
  );
}
