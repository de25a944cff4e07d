import { FIXTURES } from '../fixtures.ts';

/** One question with its answer; `answer` null means that it is still being written. */
export interface ExchangeSeed {
  queryId: number;
  question: string;
  answer: string | null;
  sources?: string[];
}

/** What a fresh conversation holds, before it is dated. */
export interface ConversationSeed {
  id: string;
  projectId: string;
  ownerId: string;
  name: string;
  daysAgo: number;
  shared?: boolean;
  archived?: boolean;
  exchanges: ExchangeSeed[];
}

const known = FIXTURES.clarifeye;
const { conversations: ids, people } = known;
const mine = { projectId: known.projectId, ownerId: people.member.id };

/** The conversations of a fresh sandbox, latest first. */
export const CONVERSATIONS: ConversationSeed[] = [
  {
    ...mine,
    id: ids.leave,
    name: 'Parental leave, part-time',
    daysAgo: 0,
    exchanges: [
      {
        queryId: 0,
        question: 'Who is covered by the parental leave policy?',
        answer:
          'Everyone with a permanent contract, from the first day. Fixed-term colleagues are covered when at least three months remain.',
        sources: ['Leave policy, section 2'],
      },
      {
        queryId: 1,
        question: 'How long is parental leave for part-time staff?',
        answer:
          'The same length as for full-time staff; only the pay is pro rata.\n\n- **16 weeks** for the parent giving birth, from two weeks before the due date.\n- **8 weeks** for the other parent, in one or two blocks within the first year.\n- Pay follows the contracted hours of the last 12 months.',
        sources: ['Leave policy, section 4.2', 'Pay rules, part-time'],
      },
      {
        queryId: 2,
        question: 'And if hours change during the leave?',
        answer: 'Pay is fixed on the first day of leave. A change agreed before that day counts.',
        sources: ['Pay rules, part-time'],
      },
    ],
  },
  {
    ...mine,
    id: ids.gaps,
    name: 'Travel above the limit',
    daysAgo: 1,
    exchanges: [
      {
        queryId: 0,
        question: 'What is the limit for a hotel night?',
        answer: '**140 €** in cities, **110 €** elsewhere, breakfast included.',
        sources: ['Travel rules, section 3'],
      },
      {
        queryId: 3,
        question: 'Who approves a night above it?',
        answer: 'The head of the cost centre, before the booking.',
        sources: ['Travel rules, section 5'],
      },
      {
        queryId: 7,
        question: 'And when it was booked already?',
        answer:
          'Then the difference is paid by the traveller, unless no room below the limit was free.',
        sources: ['Travel rules, section 5'],
      },
    ],
  },
  {
    ...mine,
    id: ids.inProgress,
    name: 'Laptop replacement',
    daysAgo: 2,
    exchanges: [
      {
        queryId: 0,
        question: 'When is a laptop replaced?',
        answer:
          'After **four years**, or earlier when a repair would cost more than half its value.',
        sources: ['IT guide, section 1'],
      },
      { queryId: 1, question: 'Can I keep the old one?', answer: null },
    ],
  },
  {
    ...mine,
    id: ids.single,
    name: 'Sabbatical rules',
    daysAgo: 3,
    exchanges: [
      {
        queryId: 0,
        question: 'How long may a sabbatical last?',
        answer: 'Up to **six months**, after five years with the company.',
        sources: ['Leave policy, section 7'],
      },
    ],
  },
  {
    ...mine,
    id: ids.archived,
    name: 'Office move questions',
    daysAgo: 40,
    archived: true,
    exchanges: [
      {
        queryId: 0,
        question: 'When do we move?',
        answer: 'The move is planned for the second week of March.',
        sources: ['Office guide'],
      },
    ],
  },
  {
    id: ids.private,
    projectId: known.projectId,
    ownerId: people.second.id,
    name: 'Notice periods',
    daysAgo: 1,
    exchanges: [
      {
        queryId: 0,
        question: 'What is my notice period?',
        answer: 'Three months to the end of a month.',
      },
    ],
  },
  {
    id: ids.shared,
    projectId: known.projectId,
    ownerId: people.second.id,
    name: 'Probation checklists',
    daysAgo: 5,
    shared: true,
    exchanges: [
      {
        queryId: 0,
        question: 'What belongs on a probation checklist?',
        answer: 'Three talks: after two weeks, after two months and before the end.',
        sources: ['Joining guide, section 4'],
      },
    ],
  },
  {
    id: ids.secondProject,
    projectId: known.secondProjectId,
    ownerId: people.member.id,
    name: 'Renewal discounts',
    daysAgo: 2,
    exchanges: [
      {
        queryId: 0,
        question: 'Which discount may I offer on a renewal?',
        answer: 'Up to **8 %** without asking, up to 12 % with the team lead.',
        sources: ['Sales playbook, page 12'],
      },
    ],
  },
  {
    id: known.us.conversation,
    projectId: known.us.projectId,
    ownerId: people.member.id,
    name: 'Hail damage',
    daysAgo: 0,
    exchanges: [
      {
        queryId: 0,
        question: 'Is hail damage covered?',
        answer: 'Yes, with a deductible of **$500**, when it was reported within 14 days.',
        sources: ['Claims handbook, section 9'],
      },
    ],
  },
  {
    id: known.own.conversation,
    projectId: known.own.projectId,
    ownerId: people.member.id,
    name: 'Cold chain',
    daysAgo: 0,
    exchanges: [
      {
        queryId: 0,
        question: 'How long may a cold pallet stand at the dock?',
        answer: 'At most **20 minutes**.',
        sources: ['Warehouse manual, section 6'],
      },
    ],
  },
];

/** What the agent answers to a question nobody prepared. */
export const FRESH_ANSWER =
  'The handbook leaves this to the team lead. A written note before the first day is enough; the people team keeps a copy. For absences longer than **four weeks** a form is needed.';
