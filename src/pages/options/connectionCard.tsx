import type { JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { ConnectionView } from '../../messages/view';
import { language, say } from '../../platform/words';
import { Button } from '../../ui/button';
import { RingCheck } from '../../ui/icon';
import { sentence } from '../../ui/sentence';
import { Words } from '../../ui/words';
import type { Site } from '../../vendors/site';
import { dayName, timeOfDay } from '../times';
import { ask } from '../worker';
import { diagnose } from './diagnosis';
import { draftOf } from './form';
import { Finding, Progress, testedAt } from './outcome';
import { placeName } from './place';
import { GivenTag } from './policyNotice';
import { useProbe } from './probing';

/** One saved connection: what it is, what became of it last, and what can be done with it. */
export function ConnectionCard({
  connection,
  site,
  arrived,
  onEdit,
  onRemove,
}: {
  connection: ConnectionView;
  site: Site;
  /** Whether it takes the focus, because a form has just become this card. */
  arrived: boolean;
  onEdit(): void;
  onRemove(): void;
}): JSX.Element {
  const title = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const test = useProbe(ask);
  useEffect(() => {
    if (arrived) heading.current?.focus();
  }, [arrived]);
  const tryOut = () => void test.start(draftOf(connection));
  const isGiven = connection.policy === 'given';
  return (
    <li class="connection" aria-labelledby={title}>
      <div class="connection-what">
        <h2 id={title} ref={heading} tabIndex={-1}>
          <bdi>{connection.name}</bdi> <span class="tag">{connection.vendorLabel}</span>
          {isGiven && <GivenTag />}
        </h2>
        <Facts connection={connection} site={site} />
        {connection.policy === 'barred' && <p class="problem">{say('policyBarredConnection')}</p>}
        {test.running || test.outcome ? null : (
          <LastResult connection={connection} site={site} again={tryOut} />
        )}
        <Progress running={test.running} outcome={test.outcome} site={site} again={tryOut} />
      </div>
      <div class="connection-do">
        {connection.policy !== 'barred' && (
          <>
            {connection.hasKey && (
              <Button onPress={test.running ? test.stop : tryOut}>
                {say(test.running ? 'optionsCancel' : 'optionsTest')}
              </Button>
            )}
            <Button onPress={onEdit}>
              {say(
                !connection.hasKey
                  ? 'optionsAddKey'
                  : isGiven
                    ? 'optionsReplaceKey'
                    : 'optionsEdit',
              )}
            </Button>
          </>
        )}
        {!isGiven && (
          <Button kind="text" onPress={onRemove}>
            {say('optionsRemove')}
          </Button>
        )}
      </div>
    </li>
  );
}

/** A removed connection, in its old place for as long as the page is open. */
export function RemovedCard({
  name,
  failed,
  onUndo,
}: {
  name: string;
  /** Whether bringing it back was refused. */
  failed: boolean;
  onUndo(): void;
}): JSX.Element {
  const row = useRef<HTMLLIElement>(null);
  const told = useId();
  useEffect(() => row.current?.querySelector('button')?.focus(), []);
  return (
    <li class="connection removed" ref={row}>
      <p id={told}>
        <Words
          of={
            failed ? sentence('optionsRestoreFailed') : sentence('optionsRemoved', { inset: name })
          }
        />
      </p>
      <Button kind="text" onPress={onUndo}>
        {say('undo')}
      </Button>
    </li>
  );
}

function Facts({ connection, site }: { connection: ConnectionView; site: Site }): JSX.Element {
  const { scope, scopeName, actAs, knownAs, hasKey } = connection;
  const isProduct = site.form.scope.label === 'productId';
  return (
    <dl class="facts">
      {(site.form.regions.length > 1 || site.form.ownServer) && (
        <div>
          <dt class="unseen">{say('formRegion')}</dt>
          <dd>
            <bdi>{placeName(site, connection.origin)}</bdi>
          </dd>
        </div>
      )}
      <div>
        <dt>{say(isProduct ? 'optionsProductOf' : 'optionsProjectOf')}</dt>
        <dd>
          {scope === null ? (
            say('optionsAllProjects')
          ) : scopeName ? (
            <bdi>{scopeName}</bdi>
          ) : (
            <bdi class="fixed" title={scope}>
              {shortened(scope)}
            </bdi>
          )}
        </dd>
      </div>
      <div>
        <dt>{say('optionsKey')}</dt>
        <dd>
          {hasKey ? (
            <>
              <span class="dots" aria-hidden="true">
                ••••••••••••
              </span>
              <span class="unseen">{say('optionsKeyMasked')}</span>
            </>
          ) : (
            say('optionsKeyMissing')
          )}
        </dd>
      </div>
      {actAs !== null && (
        <div class="facts-line">
          <dt>{say('optionsActsAs')}</dt>
          <dd>
            <bdi>{actAs}</bdi>
          </dd>
        </div>
      )}
      {knownAs !== null && knownAs !== actAs && (
        <div class="facts-line">
          <dt>{say('optionsKnownAs')}</dt>
          <dd>
            <bdi>{knownAs}</bdi>
          </dd>
        </div>
      )}
    </dl>
  );
}

function LastResult({
  connection,
  site,
  again,
}: {
  connection: ConnectionView;
  site: Site;
  again(): void;
}): JSX.Element | null {
  const { lastResult, origin, scope, hasKey } = connection;
  if (!lastResult) {
    // Without a key the way on is a button beside this.
    return hasKey ? <p class="connection-last">{say('optionsNotTested', site.label)}</p> : null;
  }
  const { at, failure } = lastResult;
  const when = say('pageDayAtTime', dayName(at, Date.now(), language()), timeOfDay(at, language()));
  if (!failure) {
    return (
      <div class="finding done">
        <RingCheck />
        <p>{say('optionsAccepted', when)}</p>
      </div>
    );
  }
  return (
    <Finding
      diagnosis={diagnose({ ok: false, failure }, testedAt(site, origin, scope))}
      site={site}
      after={when}
      onAllowed={again}
    />
  );
}

/** A long id by its ends, which is how people tell ids apart. */
function shortened(id: string): string {
  return id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id;
}
