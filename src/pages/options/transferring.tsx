import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConnectionView, Refusal } from '../../messages/view';
import { say } from '../../platform/words';
import { Button } from '../../ui/button';
import { download } from '../download';
import { useFollowed } from '../followed';
import { useKeptFocus } from '../keptFocus';
import { type Line, line } from '../line';
import { speak } from '../speak';
import { dayOf } from '../times';
import { alters, type Change, difference, type Present } from '../transfer/difference';
import { giveBack, type Imported, take } from '../transfer/importing';
import { exported, readFile } from '../transfer/settingsFile';
import { ask, refused } from '../worker';
import { Changes } from './changes';

/** Settings as a file, without keys: handed out, and taken in after a look at what that would do. */
export function Transferring(): JSX.Element {
  const [policy] = useFollowed('policy');
  const [changes, setChanges] = useState<Change[] | null>(null);
  const [imported, setImported] = useState<Imported | null>(null);
  const [said, setSaid] = useState<Line | null>(null);
  const [problem, setProblem] = useState<Line | null>(null);
  const [isBusy, setBusy] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const preview = useRef<HTMLHeadingElement>(null);
  /** The file chosen last; one that is read slower than the next is of no interest any more. */
  const latest = useRef<File | null>(null);
  useLayoutEffect(() => {
    if (changes) preview.current?.focus();
  }, [changes]);
  useKeptFocus(card, imported ? '#undo-import' : '#import');

  const begin = () => {
    latest.current = null;
    setChanges(null);
    setSaid(null);
    setProblem(null);
  };
  const handOut = async () => {
    begin();
    const present = await presentOf();
    if ('refusal' in present) return setProblem(refused(present.refusal));
    const { connections, preferences, policy } = present;
    const name = `verdict-settings-${dayOf(Date.now())}.json`;
    download({
      name,
      type: 'application/json',
      text: exported(connections, preferences, policy),
    });
    setSaid(line('transferExported', name));
  };
  const look = async (file: File) => {
    begin();
    latest.current = file;
    const [read, present] = await Promise.all([readFile(file), presentOf()]);
    if (latest.current !== file) return;
    if (!read.ok) return setProblem(read.why);
    if ('refusal' in present) return setProblem(refused(present.refusal));
    setImported(null);
    setChanges(difference(read.file, present));
  };
  const takeIn = async (chosen: readonly Change[]) => {
    setBusy(true);
    const { imported: done, refusal } = await take(ask, chosen);
    setBusy(false);
    begin();
    setImported(done.added.length + done.preferred.length > 0 ? done : null);
    setSaid(refusal ? null : line('transferDone'));
    setProblem(refusal && refused(refusal));
  };
  const undo = async (done: Imported) => {
    setBusy(true);
    const refusal = await giveBack(ask, done);
    setBusy(false);
    begin();
    if (!refusal) setImported(null);
    setSaid(refusal ? null : line('transferUndone'));
    setProblem(refusal && refused(refusal));
  };
  const isOfUse = changes?.some(alters) === true;
  return (
    <div class="card prose" ref={card}>
      <h2>{say('transferTitle')}</h2>
      <p>
        {say('transferText')} {policy?.present && say('transferTextSet')}
      </p>
      <div class="form-do">
        <Button onPress={() => void handOut()}>{say('transferExport')}</Button>
        <Button id="import" onPress={() => input.current?.click()}>
          {say('transferImport')}
        </Button>
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
      {changes && (
        <>
          <h3 ref={preview} tabIndex={-1}>
            {say('transferPreview')}
          </h3>
          <Changes of={changes} />
          <div class="form-do">
            {isOfUse && (
              <Button kind="main" unavailable={isBusy} onPress={() => void takeIn(changes)}>
                {say('transferDo')}
              </Button>
            )}
            <Button kind={isOfUse ? 'text' : 'other'} onPress={begin}>
              {say('optionsCancel')}
            </Button>
          </div>
        </>
      )}
      <div role="status">{said && <p class="field-note">{speak(said)}</p>}</div>
      <div role="alert">{problem && <p class="problem">{speak(problem)}</p>}</div>
      {imported && (
        <div class="form-do">
          <Button id="undo-import" unavailable={isBusy} onPress={() => void undo(imported)}>
            {say('transferUndo')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What there is now, as the worker tells it. */
async function presentOf(): Promise<
  (Present & { connections: ConnectionView[] }) | { refusal: Refusal }
> {
  const [connections, preferences, policy] = await Promise.all([
    ask('connections', {}),
    ask('preferences', {}),
    ask('policy', {}),
  ]);
  if (!connections.ok) return connections;
  if (!preferences.ok) return preferences;
  if (!policy.ok) return policy;
  return {
    connections: connections.value,
    preferences: preferences.value,
    policy: policy.value,
  };
}
