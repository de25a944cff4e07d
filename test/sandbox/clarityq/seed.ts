import { FIXTURES } from '../fixtures.ts';

/** How far an answer has come. */
export type RunStatus = 'IN_PROGRESS' | 'COMPLETED' | 'ERROR';

/** What a fresh conversation holds, before it is dated. */
export interface ConversationSeed {
  id: string;
  productId: string;
  title: string;
  daysAgo: number;
  turns: { question: string; answer: string; status: RunStatus }[];
}

const { conversations: ids, productId, otherProductId } = FIXTURES.clarityq;

/** The answer of the first conversation: text, a chart and a table. */
const DIP = `EMEA fell from 4.7 m in May to **3.4 m in June** (−28 %). Nearly all of it is one channel: wholesale orders for autumn were booked in July this year instead of June. Direct sales were flat.

!chart Americas EMEA
Mar 5.2 4.6
Apr 5.4 4.6
May 5.7 4.7
Jun 5.6 3.4

| EMEA channel | May | June | Change |
| Wholesale | 2.61 m | 1.32 m | −49 % |
| Direct | 1.38 m | 1.37 m | −1 % |
| Marketplaces | 0.71 m | 0.70 m | −1 % |`;

/** The conversations of a fresh sandbox, latest first. */
export const CONVERSATIONS: ConversationSeed[] = [
  {
    id: ids.completed,
    productId,
    title: 'June dip in EMEA',
    daysAgo: 0,
    turns: [{ question: 'Why did EMEA revenue dip in June?', answer: DIP, status: 'COMPLETED' }],
  },
  {
    id: ids.twoTurns,
    productId,
    title: 'Repeat buyers by channel',
    daysAgo: 0,
    turns: [
      {
        question: 'Which channel brings the most repeat buyers?',
        answer:
          'Direct. **41 %** of buyers who came through the shop bought again within 90 days, against 23 % on marketplaces.',
        status: 'COMPLETED',
      },
      {
        question: 'And without the newsletter?',
        answer:
          'Without orders that began in the newsletter the share falls to **36 %**. Direct stays ahead of every other channel.',
        status: 'COMPLETED',
      },
    ],
  },
  {
    id: ids.inProgress,
    productId,
    title: 'Stock cover, outerwear',
    daysAgo: 0,
    turns: [
      {
        question: 'How many weeks of stock do we hold for outerwear?',
        answer:
          'At the present rate **6.5 weeks**: 18,400 pieces in stock and 2,830 sold a week. Rain jackets run out first, in 3 weeks.',
        status: 'IN_PROGRESS',
      },
    ],
  },
  {
    id: ids.error,
    productId,
    title: 'Returns after the sale',
    daysAgo: 6,
    turns: [{ question: 'How many sale items came back in May?', answer: '', status: 'ERROR' }],
  },
  {
    id: ids.margin,
    productId,
    title: 'Margin by supplier',
    daysAgo: 7,
    turns: [
      {
        question: 'Which suppliers have the lowest margin?',
        answer:
          'Three are below 30 %:\n\n- **Halden** 24 %\n- **Osier & Sons** 27 %\n- **Petrel** 29 %\n\nFreight explains about half of the gap.',
        status: 'COMPLETED',
      },
    ],
  },
  {
    id: ids.openings,
    productId,
    title: 'Store openings 2024',
    daysAgo: 8,
    turns: [
      {
        question: 'How did the 2024 store openings do?',
        answer: 'Five stores opened. Four reached their plan by month nine; **Lyon** is at 82 %.',
        status: 'COMPLETED',
      },
    ],
  },
  {
    id: ids.newsletter,
    productId,
    title: 'Newsletter cohorts',
    daysAgo: 9,
    turns: [
      {
        question: 'Do newsletter readers stay longer?',
        answer: 'Yes. After a year **58 %** of readers still buy, against 44 % of the others.',
        status: 'COMPLETED',
      },
    ],
  },
  {
    id: ids.otherProduct,
    productId: otherProductId,
    title: 'Late parcels',
    daysAgo: 1,
    turns: [
      {
        question: 'Which carrier is late most often?',
        answer: 'Carrier B, with **9 %** of parcels more than two days late.',
        status: 'COMPLETED',
      },
    ],
  },
];

/** What the agent answers to a question nobody prepared. */
export const FRESH_ANSWER =
  'Over the last twelve months the figure rose by **7 %**, most of it in the second half. Direct sales contributed two thirds, wholesale the rest. No single month stands out.';
