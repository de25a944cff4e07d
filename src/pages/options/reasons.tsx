import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { LONGEST_REASON, MOST_REASONS, type Reasons, wrongWith } from '../../domain/reasons';
import type { Preferences } from '../../messages/view';
import { say } from '../../platform/words';
import { Button } from '../../ui/button';
import { keyOf } from '../../ui/sentences';
import { firstReasons, reasonsOf } from '../../vendors/reasons';
import { type Site, sites } from '../../vendors/site';
import { Field } from '../field';
import { useFollowed } from '../followed';
import { speak } from '../speak';
import { ask, refused } from '../worker';
import { listIn, named, textOf } from './listed';

/** The quick reasons of every vendor, to be edited. */
export function ReasonsSection(): JSX.Element {
  const [kept, setKept] = useFollowed('preferences');
  const [policy] = useFollowed('policy');
  const prefer = async (preferred: Preferences): Promise<string | null> => {
    const answer = await ask('prefer', preferred);
    if (answer.ok) setKept(preferred);
    return answer.ok ? null : speak(refused(answer.refusal));
  };
  return (
    <>
      <p class="lead">{say('reasonsLead')}</p>
      {kept &&
        policy &&
        sites.map((site) => (
          <VendorReasons
            key={site.id}
            site={site}
            offered={reasonsOf(site, kept.reasons)}
            isChosen={kept.reasons?.[site.id] !== undefined}
            isSet={policy.preferences.reasons?.[site.id] !== undefined}
            onChoose={(chosen) => {
              const { [site.id]: _, ...others } = kept.reasons ?? {};
              const reasons = chosen ? { ...others, [site.id]: chosen } : others;
              return prefer({ ...kept, reasons });
            }}
          />
        ))}
    </>
  );
}

/** One vendor's reasons, each on a line of its own. */
function VendorReasons({
  site,
  offered,
  isChosen,
  isSet,
  onChoose,
}: {
  site: Site;
  offered: Reasons;
  /** Whether they are others than the vendor came with. */
  isChosen: boolean;
  /** Whether the organisation has set them. */
  isSet: boolean;
  /** Answers with what went wrong, in words; null for those the vendor came with. */
  onChoose(reasons: Reasons | null): Promise<string | null>;
}): JSX.Element {
  const [typed, setTyped] = useState<Partial<Record<keyof Reasons, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [saved, setSaved] = useState(false);
  const textIn = (name: keyof Reasons) => typed[name] ?? textOf(offered[name]);
  const lists = { good: listIn(textIn('good')), bad: listIn(textIn('bad')) };

  const choose = async (reasons: Reasons | null) => {
    const trouble = await onChoose(reasons);
    setProblem(trouble);
    setSaved(trouble === null);
    if (trouble === null) setTyped({});
  };
  const field = (name: keyof Reasons) => {
    const wrong = wrongWith(lists[name]);
    return (
      <Field
        label={say(keyOf('reasonsFor', name))}
        hint={say(isSet ? 'policyPreference' : 'reasonsHint')}
        wrong={wrong && say(keyOf('reasonsWrong', wrong), figureFor(wrong))}
      >
        {(wiring) => (
          <textarea
            {...wiring}
            class="box reasons-box"
            dir="auto"
            rows={6}
            readOnly={isSet}
            value={textIn(name)}
            onInput={({ currentTarget: { value } }) => {
              setSaved(false);
              setTyped({ ...typed, [name]: value });
            }}
          />
        )}
      </Field>
    );
  };
  const isSound = !wrongWith(lists.good) && !wrongWith(lists.bad);
  const isReset = !isChosen && Object.keys(typed).length === 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend and a box of its own
    <div class="card prose" role="group" aria-label={site.label}>
      <h2>{site.label}</h2>
      <div class="fields">
        {field('good')}
        {field('bad')}
      </div>
      <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
      {!isSet && (
        <>
          <div class="form-do">
            <Button kind="main" unavailable={!isSound} onPress={() => void choose(lists)}>
              {say('optionsSave')}
            </Button>
            <Button kind="text" unavailable={isReset} onPress={() => void choose(null)}>
              {say('reasonsReset')}
            </Button>
            <div role="status">{saved && <p class="field-note">{say('privacySaved')}</p>}</div>
          </div>
          {isChosen && <p class="field-hint">{say('reasonsFirst', named(firstReasons(site)))}</p>}
        </>
      )}
    </div>
  );
}

function figureFor(wrong: NonNullable<ReturnType<typeof wrongWith>>): number {
  return wrong === 'long' ? LONGEST_REASON : MOST_REASONS;
}
