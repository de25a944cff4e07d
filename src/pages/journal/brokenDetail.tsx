import type { JSX } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { language, say } from '../../platform/words';
import { Button, IconButton } from '../../ui/button';
import { Cross, Download, Triangle } from '../../ui/icon';
import { download } from '../download';
import { dayName, timeOfDay } from '../times';
import type { BrokenRow } from './row';

/** As much of a raw text as is worth showing; all of it is in the file. */
const SHOWN = 5_000;

/** A row that could not be read: since when, and the text it is kept as. */
export function BrokenDetail({ row, onClose }: { row: BrokenRow; onClose(): void }): JSX.Element {
  const title = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  // At once: a key that follows the one that opened it has to find it here.
  useLayoutEffect(() => heading.current?.focus(), []);
  const when = say(
    'pageDayAtTime',
    dayName(row.at, Date.now(), language()),
    timeOfDay(row.at, language()),
  );
  const save = () =>
    download({
      name: `verdict-${row.key.replace(' ', '-')}.txt`,
      type: 'text/plain',
      text: row.raw,
    });
  return (
    <aside
      class="card detail"
      aria-labelledby={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div class="detail-head">
        <span class="state notice">
          <Triangle />
          {say('journalUnreadableState')}
        </span>
        <IconButton name={say('journalClose')} onPress={onClose}>
          <Cross />
        </IconButton>
      </div>
      <div class="detail-body">
        <h2 id={title} ref={heading} tabIndex={-1}>
          {say('journalUnreadableRow')}
        </h2>
        <p class="detail-page">{say('journalSetAside', when)}</p>
        <Button onPress={save}>
          <Download />
          {say('journalSaveRaw')}
        </Button>
        <pre class="raw" dir="ltr">
          {row.raw.slice(0, SHOWN)}
        </pre>
      </div>
    </aside>
  );
}
