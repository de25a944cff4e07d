import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { JournalRow } from '../../messages/view';
import { say } from '../../platform/words';
import { sentence } from '../../ui/sentence';
import { Words } from '../../ui/words';
import { Bar } from '../bar';
import { RowsNotice } from '../notice';
import { sayCount } from '../speak';
import { vendorNames } from '../why';
import { ask, onHint } from '../worker';
import { byDay, tally } from './days';
import { Detail } from './detail';
import { Table } from './table';

/** Everything ever given, and what became of it. */
export function Journal(): JSX.Element {
  const { rows, failed, reload } = useRows();
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const row = rows?.find(({ key }) => key === chosen) ?? null;

  const close = () => {
    const opener = list.current?.querySelector<HTMLElement>('[aria-expanded="true"]');
    setChosen(null);
    opener?.focus();
  };
  return (
    <>
      <Bar here="journal" />
      <main class="history" data-detail={row ? '' : undefined}>
        <div class="history-head">
          <h1>{say('journalTitle')}</h1>
          {rows && rows.length > 0 && <p class="history-count">{summary(rows)}</p>}
        </div>
        <RowsNotice />
        {failed && (
          <p class="problem" role="alert">
            <Words of={sentence('journalUnreadable')} />
          </p>
        )}
        {rows?.length === 0 && (
          <div class="card empty">
            <h2>{say('journalEmpty')}</h2>
            <p>{say('journalEmptyText', vendorNames('disjunction'))}</p>
          </div>
        )}
        {rows && rows.length > 0 && (
          <div class="history-list" ref={list}>
            <Table days={byDay(rows)} chosen={chosen} onChoose={setChosen} />
          </div>
        )}
        {row && <Detail key={row.key} row={row} onClose={close} onChanged={reload} />}
      </main>
    </>
  );
}

/** The journal's rows, read again whenever the worker hints that something changed. */
function useRows(): { rows: JournalRow[] | null; failed: boolean; reload(): void } {
  const [rows, setRows] = useState<JournalRow[] | null>(null);
  const [failed, setFailed] = useState(false);
  const reading = useRef({ now: false, again: false, gone: false });

  const reload = async () => {
    const state = reading.current;
    state.again = true;
    if (state.now) return;
    state.now = true;
    while (state.again && !state.gone) {
      state.again = false;
      const answer = await ask('journal', {});
      if (state.gone) return;
      setFailed(!answer.ok);
      if (answer.ok) setRows(answer.value);
    }
    state.now = false;
  };
  useEffect(() => {
    const state = reading.current;
    void reload();
    const stop = onHint(() => void reload());
    return () => {
      state.gone = true;
      stop();
    };
  }, []);
  return { rows, failed, reload: () => void reload() };
}

function summary(rows: readonly JournalRow[]): string {
  const { needPerson, waiting } = tally(rows);
  const parts = [sayCount('journalCount', rows.length)];
  if (needPerson > 0) parts.push(sayCount('journalNeedPerson', needPerson));
  if (waiting > 0) parts.push(sayCount('journalWaiting', waiting));
  return parts.join(', ');
}
