import type { JSX } from 'preact';
import { language, say } from '../../platform/words';
import { NoRating, Open, Triangle } from '../../ui/icon';
import { lookOf } from '../../ui/receipt-look';
import { speak } from '../speak';
import { timeOfDay } from '../times';
import { RatingWord } from './rating';
import { addressOf, type BrokenRow, type EntryRow, type Row, senderOf, stateName } from './row';

/** How many characters a line of the list shows at most: a comment may be a page long. */
const SHOWN = 300;

interface Place<R extends Row> {
  row: R;
  /** Where it stands in the whole list, from 0. */
  line: number;
  isChosen: boolean;
  /** Whether it is the list's one tab stop. */
  isStop: boolean;
  onChoose(key: string): void;
  onFocus(key: string): void;
}

/** One row of the history: a feedback, or a row that could not be read. */
export function TableRow({ row, ...place }: Place<Row>): JSX.Element {
  return (
    <tr
      class="entry"
      data-line={place.line}
      data-chosen={place.isChosen ? '' : undefined}
      aria-rowindex={place.line + 2}
      onFocusIn={() => place.onFocus(row.key)}
    >
      {row.kind === 'entry' ? <EntryCells row={row} {...place} /> : <Broken row={row} {...place} />}
    </tr>
  );
}

function EntryCells({ row, ...place }: Place<EntryRow>): JSX.Element {
  const { entry, receipt, vendorLabel } = row;
  const { comment, rating } = entry.intent;
  const title = entry.page.title || say('journalUntitled');
  const sender = senderOf(row);
  const address = addressOf(entry);
  const look = receipt && lookOf(receipt);
  const Sign = look?.icon ?? NoRating;
  return (
    <>
      <td class="col-rating">
        <RatingWord rating={rating} />
      </td>
      <td class="col-question">
        <OpenButton row={row} {...place}>
          {shortened(entry.question ?? say('journalNoQuestion'))}
        </OpenButton>
        <span class="second" dir="auto">
          {comment === '' ? say('journalNoComment') : shortened(comment)}
        </span>
      </td>
      <td class="col-conversation">
        <span class="first" dir="auto">
          {shortened(title)}
        </span>
        <span class="second" dir="auto">
          {vendorLabel}
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
      <When at={row.at} />
      <td class="col-open">
        {address !== null && (
          <a
            class="button glyph"
            href={address}
            target="_blank"
            rel="noreferrer"
            tabIndex={place.isStop ? 0 : -1}
            title={say('journalOpen')}
            aria-label={say('journalOpenOf', shortened(title))}
          >
            <Open />
          </a>
        )}
      </td>
    </>
  );
}

function Broken({ row, ...place }: Place<BrokenRow>): JSX.Element {
  return (
    <>
      <td class="col-rating">–</td>
      <td class="col-question">
        <OpenButton row={row} {...place}>
          {say('journalUnreadableRow')}
        </OpenButton>
        <bdi class="second fixed" dir="ltr">
          {shortened(row.raw)}
        </bdi>
      </td>
      <td class="col-conversation" />
      <td class="col-state">
        <span class="state notice">
          <Triangle />
          {say('journalUnreadableState')}
        </span>
      </td>
      <When at={row.at} />
      <td class="col-open" />
    </>
  );
}

function OpenButton({
  row,
  isChosen,
  isStop,
  onChoose,
  children,
}: Omit<Place<Row>, 'line' | 'onFocus'> & { children: string }): JSX.Element {
  return (
    <button
      type="button"
      class="row-open"
      dir="auto"
      tabIndex={isStop ? 0 : -1}
      aria-expanded={isChosen}
      onClick={() => onChoose(row.key)}
    >
      {children}
    </button>
  );
}

function When({ at }: { at: number }): JSX.Element {
  return (
    <td class="col-when">
      <time dateTime={new Date(at).toISOString()}>{timeOfDay(at, language())}</time>
    </td>
  );
}

/** The list shows a line; whoever wants all of a long text opens the details. */
function shortened(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
