import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Policy } from '../../domain/policy';
import type { ConnectionView } from '../../messages/view';
import { say } from '../../platform/words';
import { Button, IconButton } from '../../ui/button';
import { Cross } from '../../ui/icon';
import type { Site } from '../../vendors/site';
import { Field } from '../field';
import { useFollowed } from '../followed';
import { speak } from '../speak';
import { ask, refused } from '../worker';
import {
  check,
  type FieldName,
  type Fields,
  fieldsOf,
  firstWrong,
  OWN_SERVER,
  type Scope,
  type Wrong,
} from './form';
import { KeyField } from './keyField';
import { hostsOf, Progress } from './outcome';
import { isAccepted, useProbe } from './probing';
import { RegionField } from './regionField';
import { ScopeField } from './scopeField';

/**
 * Adds or edits a connection of any vendor, by what its `form` asks for. Whatever fails, everything
 * typed stays; saving does not need a test.
 */
export function ConnectionForm({
  site,
  saved,
  policy,
  onSaved,
  onCancel,
}: {
  site: Site;
  /** The connection being edited; null for a new one. */
  saved: ConnectionView | null;
  /** What the organisation leaves to choose from, and what it wants before a key is saved. */
  policy: Policy;
  onSaved(connection: ConnectionView): void;
  onCancel(): void;
}): JSX.Element {
  const title = useId();
  const form = useRef<HTMLFormElement>(null);
  const [fields, setFields] = useState<Fields>(() => fieldsOf(site, saved, policy));
  const [wrong, setWrong] = useState<Wrong>({});
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [scopes, setScopes] = useState<readonly Scope[] | null>(null);
  const test = useProbe(ask);
  const [protection] = useFollowed('protection');

  /** Everything but the key is the organisation's. */
  const isGiven = saved?.policy === 'given';
  useEffect(
    () =>
      form.current?.querySelector<HTMLElement>(isGiven ? '[name="key"]' : '[name="name"]')?.focus(),
    [],
  );

  const change = (field: FieldName, value: string) => {
    setFields((before) => ({ ...before, [field]: value }));
    setWrong(({ [field]: _, ...others }) => others);
    setProblem(null);
    const picked = field === 'scope' && scopes?.some(({ id }) => id === value || value === '');
    if (field !== 'name' && !picked) test.stop();
    if (field === 'key' || field === 'region' || field === 'server') setScopes(null);
  };
  const told = (field: FieldName) => {
    const what = wrong[field];
    return what ? speak(what) : null;
  };
  const checked = () => {
    const result = check(site, fields, saved, scopes ?? [], hostsOf(site), policy);
    setWrong(result.ok ? {} : result.wrong);
    if (result.ok) return result.draft;
    const first = firstWrong(site, result.wrong);
    form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    return null;
  };
  const tryOut = async () => {
    const draft = checked();
    if (!draft) return;
    const result = await test.start(draft);
    if (result?.ok && result.accepted.scopes) setScopes(result.accepted.scopes);
  };
  const save = async () => {
    if (saving) return;
    const draft = checked();
    if (!draft) return;
    const accepted = test.outcome !== null && isAccepted(test.outcome.result, draft);
    test.stop();
    setSaving(true);
    const answer = await ask('saveConnection', { ...draft, accepted });
    setSaving(false);
    if (answer.ok) onSaved(answer.value);
    else setProblem(say('optionsNotSaved', speak(refused(answer.refusal))));
  };

  const scope = (
    <ScopeField
      site={site}
      value={fields.scope}
      scopes={scopes}
      wrong={told('scope')}
      onChange={(value) => change('scope', value)}
    />
  );
  const { regions, ownServer, actAs } = site.form;
  return (
    <form
      ref={form}
      class="card form"
      aria-labelledby={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="form-head">
        <h2 id={title}>
          {saved ? say('optionsEditing', saved.name) : say('optionsAdd', site.label)}
        </h2>
        <IconButton name={say('formClose')} onPress={onCancel}>
          <Cross />
        </IconButton>
      </div>
      {isGiven && <p class="second">{say('policyGivenKey')}</p>}
      {policy.passphrase && protection?.passphrase === false && (
        <p class="problem">
          {say('pagePassphraseWanted')} <a href="#privacy">{say('privacyTitle')}</a>
        </p>
      )}
      <div class="fields">
        {!isGiven && (
          <Field label={say('formName')} hint={say('formNameHint')} wrong={told('name')}>
            {(wiring) => (
              <input
                {...wiring}
                type="text"
                class="box"
                name="name"
                dir="auto"
                value={fields.name}
                autocomplete="off"
                onInput={(event) => change('name', event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {!isGiven && (regions.length > 1 || ownServer) && (
          <RegionField
            site={site}
            value={fields.region}
            policy={policy}
            onChange={(value) => change('region', value)}
          />
        )}
        {!isGiven && fields.region === OWN_SERVER && (
          <Field
            label={say('formServer')}
            hint={say('formServerHint', hostsOf(site))}
            wrong={told('server')}
            wide
          >
            {(wiring) => (
              <input
                {...wiring}
                type="text"
                inputMode="url"
                class="box fixed"
                name="server"
                dir="ltr"
                value={fields.server}
                autocomplete="off"
                spellcheck={false}
                autocapitalize="off"
                required
                onInput={(event) => change('server', event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {!isGiven && site.form.scope.required && scope}
        <KeyField
          site={site}
          value={fields.key}
          kept={saved?.hasKey ?? false}
          wrong={told('key')}
          onChange={(value) => change('key', value)}
        />
        {!isGiven && !site.form.scope.required && scope}
        {!isGiven && actAs && (
          <Field label={say('formActAs')} hint={say('formActAsHint')} wrong={told('actAs')}>
            {(wiring) => (
              <input
                {...wiring}
                type="text"
                inputMode="email"
                class="box"
                name="actAs"
                dir="ltr"
                value={fields.actAs}
                autocomplete="off"
                spellcheck={false}
                autocapitalize="off"
                onInput={(event) => change('actAs', event.currentTarget.value)}
              />
            )}
          </Field>
        )}
      </div>
      <Progress
        running={test.running}
        outcome={test.outcome}
        site={site}
        again={() => void tryOut()}
      />
      <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
      <div class="form-do">
        <button type="submit" class="button main" aria-disabled={saving ? 'true' : undefined}>
          {say('optionsSave')}
        </button>
        <Button unavailable={test.running} onPress={() => void tryOut()}>
          {say('optionsTest')}
        </Button>
        <Button kind="text" onPress={test.running ? test.stop : onCancel}>
          {say('optionsCancel')}
        </Button>
      </div>
    </form>
  );
}
