import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConnectionView, Refusal } from '../../messages/view';
import { language, say } from '../../platform/words';
import { Button } from '../../ui/button';
import { siteById } from '../../vendors/site';
import { download } from '../download';
import { type Line, line } from '../line';
import { speak } from '../speak';
import { dayOf } from '../times';
import {
  type Change,
  changesAnything,
  type Difference,
  difference,
  type Present,
} from '../transfer/difference';
import { giveBack, type Imported, take } from '../transfer/importing';
import { exported, LARGEST_FILE, type PreferenceName, parsed } from '../transfer/settingsFile';
import { ask, refused } from '../worker';
import { inMonths } from './keeping';

const NAMES: Record<PreferenceName, Line['key']> = {
  keepMonths: 'privacyKeep',
  watchMinutes: 'privacyWatch',
  reasons: 'reasons',
};

/** A file that was read, and what it would do to what there is. */
interface Read {
  would: Difference;
  present: Own;
}

/** What there is now; of connections only the person's own, because an organisation gives the rest. */
interface Own extends Present {
  connections: ConnectionView[];
}

/** Settings as a file, without keys: handed out, and taken in after a look at what that would do. */
export function Transferring(): JSX.Element {
  const [read, setRead] = useState<Read | null>(null);
  const [imported, setImported] = useState<Imported | null>(null);
  const [said, setSaid] = useState<Line | null>(null);
  const [problem, setProblem] = useState<Line | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const preview = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (read) preview.current?.focus();
  }, [read]);

  const begin = () => {
    setRead(null);
    setSaid(null);
    setProblem(null);
  };
  const handOut = async () => {
    begin();
    const present = await presentOf();
    if ('refusal' in present) return setProblem(refused(present.refusal));
    const text = exported(present.connections, present.preferences);
    const name = `verdict-settings-${dayOf(Date.now())}.json`;
    download({ name, type: 'application/json', text });
    setSaid(line('transferExported', name));
  };
  const look = async (file: File) => {
    begin();
    setImported(null);
    // One that is too large is not read at all.
    const text = file.size > LARGEST_FILE ? ' '.repeat(LARGEST_FILE + 1) : await file.text();
    const found = parsed(text);
    if (!found.ok) return setProblem(found.why);
    const present = await presentOf();
    if ('refusal' in present) return setProblem(refused(present.refusal));
    setRead({ present, would: difference(found.file, present) });
  };
  const takeIn = async ({ would, present }: Read) => {
    begin();
    const outcome = await take(ask, would, present.preferences);
    setImported(outcome.imported);
    setSaid(outcome.refusal ? null : line('transferDone'));
    setProblem(outcome.refusal && refused(outcome.refusal));
  };
  const undo = async (done: Imported) => {
    begin();
    const refusal = await giveBack(ask, done);
    if (!refusal) setImported(null);
    setSaid(refusal ? null : line('transferUndone'));
    setProblem(refusal && refused(refusal));
  };
  return (
    <div class="card prose">
      <h2>{say('transferTitle')}</h2>
      <p>{say('transferText')}</p>
      <div class="form-do">
        <Button onPress={() => void handOut()}>{say('transferExport')}</Button>
        <Button onPress={() => input.current?.click()}>{say('transferImport')}</Button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          hidden
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (file) void look(file);
            // The same file can be chosen again.
            currentTarget.value = '';
          }}
        />
      </div>
      {read && (
        <section class="preview">
          <h3 ref={preview} tabIndex={-1}>
            {say('transferPreview')}
          </h3>
          <ul class="losses">
            {read.would.changes.map((change, at) => (
              <li key={at}>{speak(changeLine(change, read))}</li>
            ))}
            {!changesAnything(read.would) && <li>{say('transferNothing')}</li>}
          </ul>
          <div class="form-do">
            {changesAnything(read.would) && (
              <Button kind="main" onPress={() => void takeIn(read)}>
                {say('transferDo')}
              </Button>
            )}
            <Button onPress={begin}>{say('optionsCancel')}</Button>
          </div>
        </section>
      )}
      <div role="status">{said && <p class="field-note">{speak(said)}</p>}</div>
      <div role="alert">{problem && <p class="problem">{speak(problem)}</p>}</div>
      {imported && (
        <div class="form-do">
          <Button onPress={() => void undo(imported)}>{say('transferUndo')}</Button>
        </div>
      )}
    </div>
  );
}

async function presentOf(): Promise<Own | { refusal: Refusal }> {
  const [connections, preferences, policy] = await Promise.all([
    ask('connections', {}),
    ask('preferences', {}),
    ask('policy', {}),
  ]);
  if (!connections.ok) return connections;
  if (!preferences.ok) return preferences;
  if (!policy.ok) return policy;
  return {
    connections: connections.value.filter((one) => one.policy !== 'given'),
    preferences: preferences.value,
    policy: policy.value,
  };
}

/** One thing that importing would do, in a sentence. */
function changeLine(change: Change, { would, present }: Read): Line {
  switch (change.kind) {
    case 'add': {
      const { name, vendor } = change.connection;
      return line('transferAdd', name, siteById(vendor)?.label ?? vendor);
    }
    case 'same':
      return line('transferSame', change.connection.name);
    case 'barred':
      return line('transferBarred', change.connection.name);
    case 'outside':
      return line('transferOutside', change.connection.name, change.connection.origin);
    case 'unreadable':
      return line('transferUnreadable', change.count);
    case 'keys':
      return line('transferKeys');
    case 'set':
      return line('transferSet', line(NAMES[change.name]));
    case 'wrong':
      return line('transferWrong', line(NAMES[change.name]));
    case 'prefer':
      if (change.name === 'reasons') {
        return line('transferReasons', siteById(change.vendor)?.label ?? change.vendor);
      }
      return line(
        'transferPrefer',
        line(NAMES[change.name]),
        valueLine(change.name, would.preferences[change.name]),
        valueLine(change.name, present.preferences[change.name]),
      );
  }
}

function valueLine(name: 'keepMonths' | 'watchMinutes', value: number | null): string {
  if (value === null) return say('privacyForEver');
  return name === 'keepMonths' ? inMonths(value) : new Intl.NumberFormat(language()).format(value);
}
