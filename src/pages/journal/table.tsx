import type { JSX, Ref, TargetedKeyboardEvent } from 'preact';
import { useImperativeHandle, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { language, say, type WordKey } from '../../platform/words';
import { capital, dayName } from '../times';
import type { Item } from './days';
import type { Extent } from './extent';
import { move } from './moving';
import { TableRow } from './tableRow';
import { useWindow } from './window';

const COLUMNS: [name: string, word: WordKey][] = [
  ['col-rating', 'journalColumnRating'],
  ['col-question', 'journalColumnQuestion'],
  ['col-conversation', 'journalColumnConversation'],
  ['col-state', 'journalColumnState'],
  ['col-when', 'journalColumnWhen'],
  ['col-open', 'journalColumnActions'],
];

/** What the page may ask of its table. */
export interface TableHandle {
  /** Brings a row into sight and moves the focus to it. */
  focus(key: string): void;
}

/**
 * The history as a grid of which only the lines near the window are drawn. It is one tab stop: the
 * arrow keys, Home, End and the page keys go from row to row. Narrow, each row becomes a card.
 */
export function Table({
  items,
  chosen,
  onChoose,
  handle,
}: {
  items: readonly Item[];
  /** Key of the row whose details are open. */
  chosen: string | null;
  onChoose(key: string): void;
  handle: Ref<TableHandle>;
}): JSX.Element {
  const grid = useRef<HTMLTableElement>(null);
  const lines = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState<string | null>(null);
  /** The row to move the focus to once it is drawn, and the control within it. */
  const wanted = useRef<{ key: string; column: string } | null>(null);
  const hadFocus = useRef(false);
  const { first, end, extent, reveal } = useWindow(items, lines);
  const now = Date.now();

  const known = items.findIndex(({ key }) => key === active);
  const activeAt = known >= 0 ? known : items.findIndex(({ kind }) => kind === 'row');

  const go = (index: number, column = '.row-open') => {
    const item = items[index];
    if (!item) return;
    wanted.current = { key: item.key, column };
    setActive(item.key);
    reveal(index);
  };
  useImperativeHandle(handle, () => ({
    focus: (key) => go(items.findIndex((item) => item.key === key)),
  }));

  // Drawing anew may take the focused row away; the grid keeps the focus, so that keys still work.
  hadFocus.current = grid.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    const { current } = wanted;
    if (current) {
      const at = items.findIndex(({ key }) => key === current.key);
      const row = lines.current?.querySelector(`[data-line="${at}"]`);
      const control =
        row?.querySelector<HTMLElement>(current.column) ??
        row?.querySelector<HTMLElement>('.row-open');
      if (!control) return;
      wanted.current = null;
      control.focus({ preventScroll: true });
      row?.scrollIntoView({ block: 'nearest' });
    } else if (hadFocus.current && !grid.current?.contains(document.activeElement)) {
      grid.current?.focus({ preventScroll: true });
    }
  });

  function press(event: TargetedKeyboardEvent<HTMLTableElement>): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const next = move(event.key, items, activeAt);
    if (next !== null) {
      event.preventDefault();
      go(next);
      return;
    }
    const controls = lines.current
      ?.querySelector(`[data-line="${activeAt}"]`)
      ?.querySelectorAll<HTMLElement>('button, a');
    const isOn = event.key === 'ArrowRight' || event.key === 'ArrowLeft';
    if (!isOn || !controls) return;
    event.preventDefault();
    const isEnd = (event.key === 'ArrowRight') === (document.documentElement.dir !== 'rtl');
    controls[isEnd ? controls.length - 1 : 0]?.focus();
  }

  return (
    <table
      class="card rows"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that the arrow keys go through is a grid
      role="grid"
      ref={grid}
      tabIndex={-1}
      aria-label={say('journalTitle')}
      aria-rowcount={items.length + 1}
      onKeyDown={press}
    >
      <thead>
        <tr aria-rowindex={1}>
          {COLUMNS.map(([name, word]) => (
            <th key={name} scope="col" class={name}>
              <span class={name === 'col-open' ? 'unseen' : undefined}>{say(word)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={lines} style={roomAround(extent, first, end)}>
        {items.slice(first, end).map((item, nth) =>
          item.kind === 'day' ? (
            <tr key={item.key} class="day" data-line={first + nth} aria-rowindex={first + nth + 2}>
              <th scope="row" colSpan={COLUMNS.length}>
                {capital(dayName(item.at, now, language()), language())}
              </th>
            </tr>
          ) : (
            <TableRow
              key={item.key}
              row={item.row}
              line={first + nth}
              isChosen={item.key === chosen}
              isStop={first + nth === activeAt}
              onChoose={onChoose}
              onFocus={setActive}
            />
          ),
        )}
      </tbody>
    </table>
  );
}

/** The room that the lines take which are not drawn; the style sheet holds it open. */
function roomAround({ offsets }: Extent, first: number, end: number): Record<string, string> {
  const whole = offsets.at(-1) ?? 0;
  return {
    '--before': `${offsets[first] ?? 0}px`,
    '--after': `${whole - (offsets[end] ?? whole)}px`,
  };
}
