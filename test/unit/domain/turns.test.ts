import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advance, firstTurn, type Progress, type Sign } from '../../../src/domain/turns';
import { frozen, RUNS } from './entries';

type Line = [at: number, sign: 'answering' | 'ready' | 'failed' | '409' | `run ${number}`];

function through(...lines: Line[]): Progress {
  return lines.reduce((progress, [at, sign]) => advance(progress, signOf(sign), at), firstTurn(0));
}

function signOf(sign: Line[1]): Sign {
  if (sign === '409') return { kind: 'refused-unfinished' };
  if (sign.startsWith('run ')) return { kind: 'run', startedAt: Number(sign.slice(4)) };
  return { kind: 'look', phase: sign as 'answering' | 'ready' | 'failed' };
}

describe('the number rises when', () => {
  test.each<[string, number, Line[]]>([
    ['nothing is known yet: the first', 1, []],
    ['a first look finds it finished: still the first', 1, [[10, 'ready']]],
    [
      'a first look finds it under way, then finished',
      1,
      [
        [10, 'answering'],
        [20, 'ready'],
      ],
    ],
    [
      'a look says "answering" after "ready"',
      2,
      [
        [10, 'ready'],
        [20, 'answering'],
      ],
    ],
    [
      'a 409 says so after "ready"',
      2,
      [
        [10, 'ready'],
        [20, '409'],
      ],
    ],
    [
      'a look says "answering" after "failed"',
      2,
      [
        [10, 'failed'],
        [20, 'answering'],
      ],
    ],
    [
      "the page's own traffic shows a new run",
      2,
      [
        [10, 'ready'],
        [30, 'run 20'],
      ],
    ],
    ['a run began before anybody looked', 2, [[30, 'run 20']]],
    [
      'the first look finds the run that began since the page was opened, and the run is heard of later',
      2,
      [
        [20, 'answering'],
        [30, 'run 15'],
      ],
    ],
    [
      'an answer under way is asked for anew, two seconds after',
      3,
      [
        [10, 'ready'],
        [30, 'run 20'],
        [40, 'answering'],
        [2_100, 'run 2020'],
      ],
    ],
    [
      'twice asked again, twice more',
      3,
      [
        [10, 'ready'],
        [20, 'run 20'],
        [30, 'ready'],
        [40, 'run 40'],
      ],
    ],
  ])('%s', (_, turn, lines) => {
    expect(through(...lines).turn).toBe(turn);
  });
});

describe('it does not rise when', () => {
  test.each<[string, number, Line[]]>([
    [
      'a look tells the same twice',
      1,
      [
        [10, 'ready'],
        [20, 'ready'],
      ],
    ],
    [
      'an answer takes its time',
      2,
      [
        [10, 'ready'],
        [20, 'answering'],
        [25, 'answering'],
        [30, '409'],
      ],
    ],
    [
      'a look and the run behind it tell of one answer',
      2,
      [
        [10, 'ready'],
        [20, 'answering'],
        [30, 'run 15'],
      ],
    ],
    [
      'a streamed run ends long after a look saw it begin, and even after one saw it end',
      2,
      [
        [10, 'ready'],
        [20, 'answering'],
        [80, 'ready'],
        [81, 'run 15'],
      ],
    ],
    ['a run is the one that made the answer in sight', 1, [[10, 'run 0']]],
    [
      'one question makes two calls',
      2,
      [
        [10, 'ready'],
        [30, 'run 20'],
        [900, 'run 800'],
      ],
    ],
  ])('%s', (_, turn, lines) => {
    expect(through(...lines).turn).toBe(turn);
  });
});

test('it never falls, rises by one at most, and signs change nothing but what they return', () => {
  const sign: fc.Arbitrary<Sign> = fc.oneof(
    fc.record({
      kind: fc.constant('look' as const),
      phase: fc.constantFrom('answering' as const, 'ready' as const, 'failed' as const),
    }),
    fc.record({ kind: fc.constant('refused-unfinished' as const) }),
    fc.record({ kind: fc.constant('run' as const), startedAt: fc.nat(200) }),
  );
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
      let progress = frozen(firstTurn(0));
      signs.forEach((one, index) => {
        const now = frozen(advance(progress, one, (index + 1) * 3));
        expect([0, 1]).toContain(now.turn - progress.turn);
        if (now.turn > progress.turn) expect(now.phase).toBe('answering');
        progress = now;
      });
    }),
    RUNS,
  );
});
