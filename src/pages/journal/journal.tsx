import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { say } from '../../platform/words';
import { Button } from '../../ui/button';
import { Download } from '../../ui/icon';
import { sentence } from '../../ui/sentence';
import { Words } from '../../ui/words';
import { Bar } from '../bar';
import { download } from '../download';
import { RowsNotice } from '../notice';
import { sayCount, sayList, speak } from '../speak';
import { vendorNames } from '../why';
import { ask, onHint, refused } from '../worker';
import { BrokenDetail } from './brokenDetail';
import { byDay, tally } from './days';
import { Detail } from './detail';
import { asCsv, asJson } from './exported';
import { EVERYTHING, type Filter, filtered, isEverything } from './filter';
import { FilterBar } from './filterBar';
import { createRecord, type JournalRecord, type RecordState } from './record';
import { foldAhead } from './search';
import { Table, type TableHandle } from './table';

/** Everything ever given, and what became of it. */
export function Journal(): JSX.Element {
  const { record, state } = useRecord();
  const { rows, reading, failed, refusal } = state;
  const [filter, setFilter] = useState<Filter>(EVERYTHING);
  const [chosen, setChosen] = useState<string | null>(null);
  const table = useRef<TableHandle>(null);
  /** Where the list was scrolled to when narrow details took its place, and the row to return to. */
  const left = useRef<{ key: string; top: number } | null>(null);
  const shown = useMemo(() => filtered(rows ?? [], filter, Date.now()), [rows, filter]);
  const items = useMemo(() => byDay(shown), [shown]);
  const row = rows?.find(({ key }) => key === chosen) ?? null;

  const choose = (key: string) => {
    left.current = { key, top: chosen === null ? scrollY : (left.current?.top ?? 0) };
    setChosen(key);
  };
  useEffect(() => {
    const gone = new AbortController();
    if (rows && !reading) foldAhead(rows, requestIdleCallback, gone.signal);
    return () => gone.abort();
  }, [rows, reading]);
  const isOpen = row !== null;
  useLayoutEffect(() => {
    const place = left.current;
    if (isOpen || !place) return;
    left.current = null;
    scrollTo(0, place.top);
    table.current?.focus(place.key);
  }, [isOpen]);

  const save = async (form: typeof asCsv) => {
    await record.whole();
    const now = Date.now();
    download(form(filtered(record.state().rows ?? [], filter, now), now));
  };
  const isNarrowed = !isEverything(filter);
  const broken = useMemo(
    () => rows?.filter(({ kind }) => kind === 'unreadable').length ?? 0,
    [rows],
  );
  return (
    <>
      <Bar here="journal" />
      <main class="history" data-detail={isOpen ? '' : undefined}>
        <div class="history-head">
          <h1>{say('journalTitle')}</h1>
          {rows && rows.length > 0 && <p class="history-count">{summary(state)}</p>}
          {rows && rows.length > 0 && (
            <div class="history-exports">
              <Button onPress={() => void save(asCsv)}>
                <Download />
                {say('journalExportCsv')}
              </Button>
              <Button onPress={() => void save(asJson)}>
                <Download />
                {say('journalExportJson')}
              </Button>
            </div>
          )}
        </div>
        <RowsNotice count={broken} />
        {failed && (
          <p class="problem" role="alert">
            {refusal === 'storage-newer' ? (
              speak(refused(refusal))
            ) : (
              <Words of={sentence('journalUnreadable')} />
            )}
          </p>
        )}
        {rows?.length === 0 && !reading && (
          <div class="card empty">
            <h2>{say('journalEmpty')}</h2>
            <p>{say('journalEmptyText', vendorNames('disjunction'))}</p>
          </div>
        )}
        {rows && rows.length > 0 && <FilterBar filter={filter} onFilter={setFilter} />}
        <p class="unseen" role="status">
          {rows && isNarrowed && !reading && sayCount('journalFound', shown.length)}
        </p>
        {rows && rows.length > 0 && (
          <div class="history-list">
            {shown.length > 0 ? (
              <Table items={items} chosen={chosen} onChoose={choose} handle={table} />
            ) : (
              <div class="card empty">
                <h2>{say(reading ? 'journalReading' : 'journalNothingFound')}</h2>
                <Button onPress={() => setFilter(EVERYTHING)}>{say('journalShowAll')}</Button>
              </div>
            )}
          </div>
        )}
        {row?.kind === 'entry' && (
          <Detail key={row.key} row={row} onClose={() => setChosen(null)} />
        )}
        {row?.kind === 'unreadable' && (
          <BrokenDetail key={row.key} row={row} onClose={() => setChosen(null)} />
        )}
      </main>
    </>
  );
}

/** The record, read at once and kept up to date by the worker's hints. */
function useRecord(): { record: JournalRecord; state: RecordState } {
  const [, redraw] = useState(0);
  const record = useMemo(() => createRecord(ask, () => redraw((count) => count + 1)), []);
  useEffect(() => {
    record.read();
    const stop = onHint(record.hint);
    return () => {
      stop();
      record.close();
    };
  }, [record]);
  return { record, state: record.state() };
}

function summary({ rows, total }: RecordState): string {
  const { needPerson, waiting } = tally(rows ?? []);
  const parts = [sayCount('journalCount', total)];
  if (needPerson > 0) parts.push(sayCount('journalNeedPerson', needPerson));
  if (waiting > 0) parts.push(sayCount('journalWaiting', waiting));
  return sayList(parts, 'unit');
}
