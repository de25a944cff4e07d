import { describe, expect, test } from 'vitest';
import { client } from '../../../src/messages/client';
import { isHint, isQuestion } from '../../../src/messages/question';

describe('asking the worker', () => {
  test('an answer comes through as it is', async () => {
    const ask = client(async () => ({ ok: true, value: { needsPerson: 1 } }));
    expect(await ask('unsettled', {})).toEqual({ ok: true, value: { needsPerson: 1 } });
  });

  test('nothing in the input replaces the kind', async () => {
    const posted: unknown[] = [];
    const ask = client(async (message) => posted.push(message));
    await ask('online', { kind: 'saveConnection' } as never);
    expect(posted).toEqual([{ kind: 'online' }]);
  });

  test.each([undefined, null, 'ok', 5, [], {}, { value: 1 }])(
    'a worker that answers %j has failed',
    async (answer) => {
      expect(await client(async () => answer)('online', {})).toEqual({
        ok: false,
        refusal: 'failed',
      });
    },
  );

  test.each([undefined, 'gone'])(
    'a worker that was just being stopped (%s) gets the same message once more',
    async (lost) => {
      const posted: unknown[] = [];
      const answers = [lost, { ok: true, value: null }];
      const post = async (message: unknown) => {
        posted.push(message);
        const answer = answers.shift();
        if (answer === 'gone') throw new Error('The message channel closed.');
        return answer;
      };
      expect(await client(post, 2)('online', {})).toEqual({ ok: true, value: null });
      expect(posted).toEqual([{ kind: 'online' }, { kind: 'online' }]);
    },
  );

  test.each([
    ['that asks once', 1, undefined],
    ['that asks twice', 2, undefined],
    ['that is refused', 1, { ok: false, refusal: 'not-allowed' }],
  ])('a client %s sends it %d times at most', async (_, times, answer) => {
    let posted = 0;
    const post = async () => {
      posted += 1;
      return answer;
    };
    expect(await client(post, answer ? 2 : times)('online', {})).toMatchObject({ ok: false });
    expect(posted).toBe(times);
  });

  test('an orphan after an update gets a refusal, not an exception, however the browser says it', async () => {
    const failed = { ok: false, refusal: 'failed' };
    const invalidated = new Error('Extension context invalidated.');
    const rejecting = client(() => Promise.reject(invalidated));
    const throwing = client(() => {
      throw invalidated;
    });
    expect(await rejecting('online', {})).toEqual(failed);
    expect(await throwing('online', {})).toEqual(failed);
  });
});

describe('what the worker says', () => {
  test('a question and a hint are told from each other and from everything else', () => {
    expect(isQuestion({ question: 'showing' })).toBe(true);
    expect(isHint({ hint: 'changed', conversation: null })).toBe(true);
    for (const other of [undefined, null, '', 'showing', {}, { question: 'key' }, { hint: 'x' }]) {
      expect([isQuestion(other), isHint(other)]).toEqual([false, false]);
    }
  });
});
