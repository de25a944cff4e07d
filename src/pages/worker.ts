import { type Ask, client, type Hint, type Post } from '../messages/client';
import type { Refusal } from '../messages/view';
import { extension } from '../platform/extension';
import { type Line, line } from './line';

const post: Post = (message) => extension.runtime.sendMessage(message);

/** Asks the worker; see `Requests` for what there is to ask. */
export const ask: Ask = client(post);

/** For a slip, whose requests may come twice and do no more: a stopped worker is asked again. */
export const askTwice: Ask = client(post, 2);

/** Calls back when the worker says that something changed; answers with the way to stop. */
export function onHint(listener: (hint: Hint) => void): () => void {
  const heard = (message: unknown): undefined => {
    if (isHint(message)) listener(message);
  };
  extension.runtime.onMessage.addListener(heard);
  return () => extension.runtime.onMessage.removeListener(heard);
}

function isHint(message: unknown): message is Hint {
  return typeof message === 'object' && message !== null && 'hint' in message;
}

/** What to tell a person whose request had no effect. */
export function refused(refusal: Refusal): Line {
  if (refusal === 'storage-newer') return line('pageStorageNewer');
  if (refusal === 'locked') return line('pageLocked');
  if (refusal === 'policy') return line('pagePolicy');
  if (refusal === 'passphrase-wanted') return line('pagePassphraseWanted');
  return line(refusal === 'storage-failed' ? 'pageStorageFailed' : 'pageNotAnswered');
}
