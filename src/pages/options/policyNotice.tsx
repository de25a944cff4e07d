import type { JSX } from 'preact';
import type { Policy, PolicyProblem, WhyNot } from '../../domain/policy';
import { say } from '../../platform/words';
import { Lock } from '../../ui/icon';
import { useFollowed } from '../followed';
import { type Line, line } from '../line';
import { speak } from '../speak';

const WHY: Record<WhyNot, Line['key']> = {
  unknown: 'policyUnknown',
  unreadable: 'policyUnreadable',
  key: 'policyKey',
  outside: 'policyOutside',
  vendor: 'policyVendor',
  barred: 'policyBarred',
  twice: 'policyTwice',
};

/** What is wrong with one field of a policy, in a sentence. */
export function problemLine({ field, why }: PolicyProblem): Line {
  return line(WHY[why], field);
}

/** Says that an organisation has set something, and what of it cannot be read; else nothing. */
export function PolicyNotice(): JSX.Element | null {
  const [policy] = useFollowed('policy');
  if (!policy?.present) return null;
  return (
    <div class="card prose policy">
      <h2>
        <Lock />
        {say('policyTitle')}
      </h2>
      <p>{say('policyText')}</p>
      <Problems of={policy} />
    </div>
  );
}

function Problems({ of: { problems } }: { of: Policy }): JSX.Element | null {
  if (problems.length === 0) return null;
  return (
    <>
      <p>{say('policyProblems')}</p>
      <ul class="losses" aria-label={say('policyProblems')}>
        {problems.map((problem, at) => (
          <li key={at}>{speak(problemLine(problem))}</li>
        ))}
      </ul>
    </>
  );
}

/** The mark on what an organisation has set. */
export function GivenTag(): JSX.Element {
  return (
    <span class="tag given">
      <Lock />
      {say('policyTitle')}
    </span>
  );
}
