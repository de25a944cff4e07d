import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { say } from '../../platform/words';
import type { Site } from '../../vendors/site';
import { type Allowed, mayReach } from './allowed';
import { OWN_SERVER } from './form';

/** The vendor's regions, and a server of the customer's own where the vendor has such. */
export function RegionField({
  site,
  value,
  policy,
  onChange,
}: {
  site: Site;
  value: string;
  policy: Allowed;
  onChange(value: string): void;
}): JSX.Element {
  const group = useId();
  const choices = site.form.regions.map(({ origin, label }) => ({ value: origin, label }));
  if (site.form.ownServer) choices.push({ value: OWN_SERVER, label: say('formRegionOther') });
  return (
    <fieldset class="field">
      <legend>{say('formRegion')}</legend>
      <div class="regions">
        {choices.map((choice) => (
          <label key={choice.value} class="region">
            <input
              type="radio"
              name={`region-${group}`}
              value={choice.value}
              checked={choice.value === value}
              disabled={choice.value !== OWN_SERVER && !mayReach(policy, site, choice.value)}
              onChange={() => onChange(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
