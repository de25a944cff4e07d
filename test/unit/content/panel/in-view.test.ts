import { describe, expect, it } from 'vitest';
import { answerInView, type Passage } from '../../../../src/content/panel/in-view';

const QUESTIONS = ['How many days?', 'Who approves it?', 'Where is that written?'];
const answers = QUESTIONS.map((question, turn) => ({ turn, question, ready: true }));
const MIDDLE = 400;

const at = (text: string, top: number | null): Passage => ({ text, top: () => top });
const page = (...tops: (number | null)[]): Passage[] => [
  at('Handbook', 0),
  ...tops.flatMap((top, index) => [at(QUESTIONS[index] ?? '', top), at('It says so.', top)]),
];

describe('the answer in view', () => {
  it.each([
    ['the first, before the second question', [100, 900, 1700], 0],
    ['one whose question has left the window long ago', [-2000, -900, 700], 1],
    ['the last, with nothing below it', [-2000, -900, -100], 2],
    ['the one whose question stands in the middle exactly', [-2000, MIDDLE, 900], 1],
  ])('is %s', (_, tops, turn) => {
    expect(answerInView(answers, page(...tops), MIDDLE)).toBe(turn);
  });

  it.each<[string, (Passage | null)[]]>([
    ['no question stands above the middle', page(500, 900, 1700)],
    ['the page has none of them', [at('Handbook', 0)]],
    ['the question is hidden', page(null, 900, 1700)],
    ['the next question is not in the page', page(100, null, 1700)],
    ['its question stands there twice', [...page(-500, 100, 900), at(QUESTIONS[1] ?? '', 200)]],
    ['the next one stands there twice', [...page(100, 900, 1700), at(QUESTIONS[1] ?? '', 200)]],
    ['there is more than was read', [...page(100, 900, 1700), null]],
  ])('cannot be told where %s', (_, passages) => {
    expect(answerInView(answers, passages, MIDDLE)).toBeNull();
  });

  it('cannot be told where it was asked twice, or where there is but one', () => {
    const twice = answers.map((answer) => ({ ...answer, question: 'Again?' }));
    expect(answerInView(twice, [at('Again?', 100)], MIDDLE)).toBeNull();
    const repeated = [...answers, { turn: 7, question: 'How many days?', ready: true }];
    expect(answerInView(repeated, page(100, 900, 1700), MIDDLE)).toBeNull();
    expect(answerInView(answers.slice(0, 1), page(100), MIDDLE)).toBeNull();
    expect(answerInView([], page(100), MIDDLE)).toBeNull();
  });

  it('is known by the first words of its question, however they are broken', () => {
    const long = 'Is there a difference between what the handbook says and what the law says?';
    const asked = [...answers, { turn: 3, question: `${long} Please say.`, ready: true }];
    const passages = [
      ...page(-900, -600, -300),
      at(`\n  ${long.replace(' a ', '\n a ')} Or not`, 0),
    ];
    expect(answerInView(asked, passages, MIDDLE)).toBe(3);
  });
});
