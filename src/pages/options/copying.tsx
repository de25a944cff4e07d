import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { say } from '../../platform/words';
import { Button } from '../../ui/button';
import { matchesOf } from '../../vendors/locate';
import { sites } from '../../vendors/site';
import { browserSays } from '../tab';
import { ask } from '../worker';
import { diagnosticsOf } from './diagnostics';

/** Diagnostics for support: gathered when asked for, shown as they are, and copied. */
export function Copying(): JSX.Element {
  const [text, setText] = useState<string | null>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);

  const copy = async () => {
    setCopied(null);
    const gathered = await gather();
    setText(gathered);
    const isCopied = await navigator.clipboard.writeText(gathered).then(
      () => true,
      () => false,
    );
    setCopied(isCopied);
    if (!isCopied) box.current?.select();
  };
  return (
    <div class="card prose">
      <h2>{say('diagnosticsTitle')}</h2>
      <p>{say('diagnosticsText')}</p>
      {text !== null && (
        <textarea
          ref={box}
          class="box fixed gathered"
          aria-label={say('diagnosticsTitle')}
          dir="ltr"
          rows={12}
          readOnly
          value={text}
        />
      )}
      <div class="form-do">
        <Button onPress={() => void copy()}>{say('diagnosticsCopy')}</Button>
      </div>
      <div role="status">
        {copied !== null && (
          <p class="field-note">{say(copied ? 'diagnosticsCopied' : 'diagnosticsNotCopied')}</p>
        )}
      </div>
    </div>
  );
}

async function gather(): Promise<string> {
  const [connections, journal, unsettled, preferences, protection, notices, policy, browser] =
    await Promise.all([
      ask('connections', {}),
      ask('journal', { of: null, before: null }),
      ask('unsettled', {}),
      ask('preferences', {}),
      ask('protection', {}),
      ask('notices', {}),
      ask('policy', {}),
      browserSays(sites.flatMap(matchesOf)),
    ]);
  return diagnosticsOf({
    at: Date.now(),
    ...browser,
    knownOrigins: sites.flatMap(({ form }) => form.regions.map(({ origin }) => origin)),
    connections,
    journal,
    unsettled,
    preferences,
    protection,
    notices,
    policy,
  });
}
