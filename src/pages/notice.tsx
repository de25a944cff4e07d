import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Notices } from '../messages/view';
import { language } from '../platform/words';
import { Triangle } from '../ui/icon';
import { sentence } from '../ui/sentence';
import { Words } from '../ui/words';
import { type CountKey, formOf } from './line';
import { ask } from './worker';

/** Says how much of what is stored could not be read; nothing where all could. */
function Notice({ count, base }: { count: number; base: CountKey }): JSX.Element | null {
  if (count === 0) return null;
  const key =
    formOf(count, language()) === 'One' ? (`${base}One` as const) : (`${base}Other` as const);
  return (
    <div class="store-notice">
      <Triangle />
      <p>
        <Words of={sentence(key, count)} />
      </p>
    </div>
  );
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
  return notices && <Notice count={notices.unreadableSettings} base="optionsSettingsLost" />;
}

/** Rows that could not be read, for the history, which lists them as well. */
export function RowsNotice({ count }: { count: number }): JSX.Element | null {
  return <Notice count={count} base="journalRowsLost" />;
}
