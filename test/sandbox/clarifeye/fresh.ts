import { timestamp } from '../exchange.ts';
import { FIXTURES } from '../fixtures.ts';
import { CONVERSATIONS, type ConversationSeed } from './seed.ts';
import type {
  Conversation,
  FeedbackRow,
  HistoryEntry,
  Person,
  Project,
  RowShape,
} from './state.ts';

const DAY = 24 * 60 * 60 * 1000;

function freshHistory(seed: ConversationSeed, begun: number): HistoryEntry[] {
  return seed.exchanges.flatMap(({ queryId, question, answer, sources = [] }, order) => {
    const asked = begun + order * 60_000;
    const entry = (
      role: HistoryEntry['role'],
      type: HistoryEntry['type'],
      content: string,
      after: number,
    ): HistoryEntry => ({
      role,
      content,
      type,
      query_id: queryId,
      timestamp: timestamp(asked + after),
    });
    const entries = [
      entry('user', 'message', question, 0),
      entry('assistant', 'reasoning_flow', 'Looks for sources.', 1000),
    ];
    if (answer === null) return entries;
    const call = entry('assistant', 'tool_call', 'search_documents', 4000);
    call.results = sources.map((title) => ({ title }));
    return [...entries, call, entry('assistant', 'message', answer, 9000)];
  });
}

function freshConversation(seed: ConversationSeed, order: number, now: number): Conversation {
  const createdAt = now - seed.daysAgo * DAY - (order + 10) * 60_000;
  return {
    id: seed.id,
    projectId: seed.projectId,
    ownerId: seed.ownerId,
    name: seed.name,
    shared: seed.shared ?? false,
    archived: seed.archived ?? false,
    createdAt,
    history: freshHistory(seed, createdAt),
  };
}

/** The fields of a fresh state, dated back from `now` (milliseconds since the epoch). */
export function freshFields(now: number) {
  const known = FIXTURES.clarifeye;
  const { member, admin, second, stranger } = known.people;
  const everyone = [member.id, admin.id, second.id];
  const ordinary = { admin: false, canImpersonate: false };
  const people: Person[] = [
    { ...member, name: 'Mira Lind', ...ordinary },
    { ...admin, name: 'Ada Berg', admin: true, canImpersonate: true },
    { ...second, name: 'Jonas Roth', ...ordinary },
    { ...stranger, name: 'Nele Voss', ...ordinary },
  ];
  const projects: Project[] = [
    { id: known.projectId, host: known.host, name: known.projectName, members: everyone },
    {
      id: known.secondProjectId,
      host: known.host,
      name: known.secondProjectName,
      members: [member.id, admin.id],
    },
    { id: known.hiddenProjectId, host: known.host, name: 'Finance', members: [admin.id] },
    {
      id: known.us.projectId,
      host: known.us.host,
      name: known.us.projectName,
      members: [member.id],
    },
    {
      id: known.own.projectId,
      host: known.own.host,
      name: known.own.projectName,
      members: [member.id],
    },
  ];
  const tokens: { token: string; host: string; personId: string }[] = [
    { token: known.tokens.member, host: known.host, personId: member.id },
    { token: known.tokens.admin, host: known.host, personId: admin.id },
    { token: known.tokens.second, host: known.host, personId: second.id },
    { token: known.us.token, host: known.us.host, personId: member.id },
    { token: known.own.token, host: known.own.host, personId: member.id },
  ];
  return {
    people,
    projects,
    tokens,
    conversations: CONVERSATIONS.map((seed, order) => freshConversation(seed, order, now)),
    feedbackRows: [] as FeedbackRow[],
    created: 0,
    session: member.id as string,
    lastOpened: known.conversations.leave as string | null,
    autoFinishMs: 2500 as number | null,
    rowShape: 'context' as RowShape,
    projectsAs: 'envelope' as 'envelope' | 'list',
    foreignRowStatus: 404 as 403 | 404,
  };
}
