import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConnectionView } from '../../messages/view';
import { say } from '../../platform/words';
import { Button } from '../../ui/button';
import { Plus } from '../../ui/icon';
import { siteById, sites } from '../../vendors/site';
import { useFollowed } from '../followed';
import { speak } from '../speak';
import { ask, onHint, refused } from '../worker';
import { mayUse } from './allowed';
import { ConnectionCard, RemovedCard } from './connectionCard';
import { ConnectionForm } from './connectionForm';
import { merged, type Row } from './rows';

/** Everything about connections: those there are, and a form for each vendor to add one. */
export function Connections({ add }: { add: string | null }): JSX.Element {
  const [policy] = useFollowed('policy');
  const [rows, setRows] = useState<Row[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [adding, setAdding] = useState<readonly string[]>(add ? [add] : []);
  const [editing, setEditing] = useState<readonly string[]>([]);
  const [arrived, setArrived] = useState<string | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const adders = useRef<HTMLDivElement>(null);
  const [left, setLeft] = useState<string | null>(null);

  useEffect(() => {
    let gone = false;
    const load = async () => {
      const answer = await ask('connections', {});
      if (gone) return;
      if (answer.ok) setRows((before) => merged(before ?? [], answer.value));
      setProblem(answer.ok ? null : speak(refused(answer.refusal)));
    };
    void load();
    const stop = onHint(({ conversation }) => {
      if (conversation === null) void load();
    });
    // How a call went is no reason to tell every surface; whoever comes back sees it.
    const look = () => {
      if (!document.hidden) void load();
    };
    document.addEventListener('visibilitychange', look);
    return () => {
      gone = true;
      stop();
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  useEffect(() => {
    if (add) setAdding((open) => (open.includes(add) ? open : [...open, add]));
  }, [add]);

  useEffect(() => {
    if (left) adders.current?.querySelector<HTMLElement>(`#add-${left}`)?.focus();
    setLeft(null);
  }, [left]);

  const put = (connection: ConnectionView) => {
    setRows((before) =>
      merged(before ?? [], [
        ...(before ?? []).filter((row) => !row.removed).map((row) => row.connection),
        connection,
      ]),
    );
    setArrived(connection.id);
    setSaved(connection.name);
  };
  const mark = (id: string, removed: boolean, failed = false) =>
    setRows(
      (before) =>
        before?.map((row) => (row.connection.id === id ? { ...row, removed, failed } : row)) ??
        null,
    );
  const remove = async (id: string) => {
    const answer = await ask('removeConnection', { id });
    if (answer.ok) mark(id, true);
    setProblem(answer.ok ? null : speak(refused(answer.refusal)));
  };
  const restore = async (id: string) => {
    const answer = await ask('restoreConnection', { id });
    if (!answer.ok) return mark(id, true, true);
    mark(id, false);
    setArrived(id);
  };
  const without = (list: readonly string[], gone: string) => list.filter((each) => each !== gone);

  if (!rows || !policy)
    return <div role="alert">{problem && <p class="problem">{problem}</p>}</div>;
  return (
    <>
      <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
      <div class="unseen" role="status">
        {saved !== null && say('optionsSaved', saved)}
      </div>
      {rows.length === 0 && adding.length === 0 && (
        <p class="card empty">{say('optionsConnectionsNone')}</p>
      )}
      {rows.length > 0 && (
        <ul class="card connections">
          {rows.map(({ connection, removed, failed }) => {
            const { id } = connection;
            const site = siteById(connection.vendor);
            if (!site) return null;
            if (removed) {
              return (
                <RemovedCard
                  key={id}
                  name={connection.name}
                  failed={failed}
                  onUndo={() => void restore(id)}
                />
              );
            }
            if (editing.includes(id)) {
              return (
                <li key={id} class="editing">
                  <ConnectionForm
                    site={site}
                    saved={connection}
                    policy={policy}
                    onSaved={(after) => {
                      setEditing((open) => without(open, id));
                      put(after);
                    }}
                    onCancel={() => {
                      setEditing((open) => without(open, id));
                      setArrived(id);
                    }}
                  />
                </li>
              );
            }
            return (
              <ConnectionCard
                key={id}
                connection={connection}
                site={site}
                arrived={arrived === id}
                onEdit={() => {
                  setArrived(null);
                  setEditing((open) => [...open, id]);
                }}
                onRemove={() => void remove(id)}
              />
            );
          })}
        </ul>
      )}
      {sites
        .filter((site) => adding.includes(site.id) && mayUse(policy, site))
        .map((site) => (
          <ConnectionForm
            key={site.id}
            site={site}
            saved={null}
            policy={policy}
            onSaved={(connection) => {
              setAdding((open) => without(open, site.id));
              put(connection);
            }}
            onCancel={() => {
              setAdding((open) => without(open, site.id));
              setLeft(site.id);
            }}
          />
        ))}
      <div class="adders" ref={adders}>
        {sites
          .filter((site) => !adding.includes(site.id) && mayUse(policy, site))
          .map((site) => (
            <Button
              key={site.id}
              id={`add-${site.id}`}
              onPress={() => {
                setSaved(null);
                setAdding((open) => [...open, site.id]);
              }}
            >
              <Plus />
              {say('optionsAdd', site.label)}
            </Button>
          ))}
      </div>
      {sites
        .filter((site) => !mayUse(policy, site))
        .map((site) => (
          <p key={site.id} class="second">
            {say('policyNotAllowed', site.label)}
          </p>
        ))}
    </>
  );
}
