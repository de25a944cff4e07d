import { type Dispatch, type StateUpdater, useEffect, useState } from 'preact/hooks';
import type { Requests } from '../messages/client';
import { ask, onHint } from './worker';

type Followed = 'preferences' | 'protection' | 'policy';
type Told<Kind extends Followed> = Requests[Kind]['output'];

/**
 * What the worker says of one part of the settings, asked again whenever they change.
 *
 * @returns it, null until the worker has told, and the way to put in what was just saved
 */
export function useFollowed<Kind extends Followed>(
  kind: Kind,
): [Told<Kind> | null, Dispatch<StateUpdater<Told<Kind> | null>>] {
  const [told, setTold] = useState<Told<Kind> | null>(null);
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const answer = await ask<Followed>(kind, {});
      if (!gone && answer.ok) setTold(answer.value as Told<Kind>);
    };
    void load();
    const stop = onHint(({ conversation }) => {
      if (conversation === null) void load();
    });
    return () => {
      gone = true;
      stop();
    };
  }, [kind]);
  return [told, setTold];
}
