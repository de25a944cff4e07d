import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { say } from '../../platform/words';
import { keyOf } from '../../ui/sentences';
import { chooseTheme, chosenTheme, THEMES, type Theme } from '../theme';

/** How Verdict's own pages look. The panel goes by the page it stands on. */
export function Appearance(): JSX.Element {
  const [theme, setTheme] = useState(chosenTheme);
  useEffect(() => {
    const follow = () => setTheme(chosenTheme());
    addEventListener('storage', follow);
    return () => removeEventListener('storage', follow);
  }, []);
  const choose = (wanted: Theme) => {
    chooseTheme(wanted);
    setTheme(wanted);
  };
  return (
    <div class="card prose">
      <fieldset class="field" aria-describedby="appearance-hint">
        <legend>{say('appearancePages')}</legend>
        <div class="regions">
          {THEMES.map((one) => (
            <label key={one} class="region">
              <input
                type="radio"
                name="theme"
                value={one}
                checked={one === theme}
                onChange={() => choose(one)}
              />
              <span>{say(keyOf('appearance', one))}</span>
            </label>
          ))}
        </div>
        <p class="field-hint" id="appearance-hint">
          {say('appearanceHint')}
        </p>
      </fieldset>
    </div>
  );
}
