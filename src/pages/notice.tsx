import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Notices } from '../messages/view';
import { language } from '../platform/words';
import { Triangle } from '../ui/icon';
import { type Sentence, sentence } from '../ui/sentence';
import { Words } from '../ui/words';
import { type CountKey, formOf } from './line';
import { ask } from './worker';

function Notice({ words }: { words: Sentence }): JSX.Element {
  return (
    <div class="store-notice">
      <Triangle />
      <p>
        <Words of={words} />
      </p>
    </div>
  );
}

/** Says how much of what is stored could not be read; nothing where all could. */
function Unreadable({ count, base }: { count: number; base: CountKey }): JSX.Element | null {
  if (count === 0) return null;
  const key =
    formOf(count, language()) === 'One' ? (`${base}One` as const) : (`${base}Other` as const);
  return <Notice words={sentence(key, count)} />;
}

function useNotices(): Notices | null {
  const [notices, setNotices] = useState<Notices | null>(null);
  useEffect(() => {
    let gone = false;
    void ask('notices', {}).then((answer) => {
      if (!gone && answer.ok) setNotices(answer.value);
    });
    return () => {
      gone = true;
    };
  }, []);
  return notices;
}

/** Settings that could not be read, for the options page. */
export function SettingsNotice(): JSX.Element | null {
  const notices = useNotices();
  if (notices?.unreadableSettings === 0 && notices.vanished) {
    return <Notice words={sentence('storeVanished')} />;
  }
  return notices && <Unreadable count={notices.unreadableSettings} base="optionsSettingsLost" />;
}

/** Rows that could not be read, for the history, which lists them as well. */
export function RowsNotice({ count }: { count: number }): JSX.Element | null {
  const notices = useNotices();
  if (count === 0 && notices?.unreadableSettings === 0 && notices.vanished) {
    return <Notice words={sentence('storeVanished')} />;
  }
  return <Unreadable count={count} base="journalRowsLost" />;
}
