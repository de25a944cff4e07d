import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { changeShortcuts, type Shortcut, shortcuts } from '../../platform/shortcuts';
import { say } from '../../platform/words';
import { Button } from '../../ui/button';
import { Triangle } from '../../ui/icon';

/** The browser's own shortcuts, read anew whenever the person comes back from changing them. */
export function Shortcuts(): JSX.Element {
  const [known, setKnown] = useState<Shortcut[]>([]);
  useEffect(() => {
    const load = () => void shortcuts().then(setKnown);
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
