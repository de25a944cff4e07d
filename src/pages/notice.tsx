import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Notices } from '../messages/view';
import { Triangle } from '../ui/icon';
import { type Sentence, sentence } from '../ui/sentence';
import { Words } from '../ui/words';
import type { CountKey } from './line';
import { sayCount } from './speak';
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
  return count === 0 ? null : <Notice words={sayCount(base, count)} />;
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
