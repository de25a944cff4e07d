import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Command } from '../../messages/client';
import { changeShortcuts, type Shortcut, shortcuts } from '../../platform/shortcuts';
import { say } from '../../platform/words';
import { Button } from '../../ui/button';
import { Triangle } from '../../ui/icon';

/** In the order in which a person meets them; a browser tells them by their names' letters. */
const ORDER: readonly string[] = ['focus', 'good', 'bad', 'comment'] satisfies Command[];

/** The browser's own shortcuts, read anew whenever the person comes back from changing them. */
export function Shortcuts(): JSX.Element {
  const [known, setKnown] = useState<Shortcut[]>([]);
  useEffect(() => {
    const load = () =>
      void shortcuts().then((told) =>
        setKnown(told.sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name))),
      );
    load();
    addEventListener('focus', load);
    return () => removeEventListener('focus', load);
  }, []);
  return (
    <>
      <p class="lead">{say('shortcutsLead')}</p>
      <div class="card prose">
        <dl class="shortcuts">
          {known.map(({ name, description, keys }) => (
            <div key={name}>
              <dt>{description}</dt>
              <dd>
                {keys ? (
                  <kbd dir="ltr">{keys}</kbd>
                ) : (
                  <>
                    <Triangle />
                    {say('shortcutUnset')}
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
        <div class="form-do">
          <Button onPress={() => void changeShortcuts()}>{say('shortcutsChange')}</Button>
        </div>
      </div>
    </>
  );
}
