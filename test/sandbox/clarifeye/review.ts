import { isUuid, type Reply, timestamp } from '../exchange.ts';
import { newestFirst, readObject, rowOnWire, type Scene, visibleRows } from './feedbacks.ts';
import { envelope, readWindow } from './page.ts';
import type { FeedbackRow } from './state.ts';

interface Group {
  conversationId: string | null;
  rows: FeedbackRow[];
}

/** The visible rows by conversation; a row that tells none stands alone. */
function groups(scene: Scene): Group[] {
  const grouped: Group[] = [];
  for (const row of newestFirst(visibleRows(scene))) {
    const conversationId = row.shape === 'none' ? null : row.context.conversation_id;
    const existing = grouped.find(
      (group) => conversationId !== null && group.conversationId === conversationId,
    );
    if (existing === undefined) grouped.push({ conversationId, rows: [row] });
    else existing.rows.push(row);
  }
  return grouped;
}

const isReviewed = (group: Group): boolean => group.rows.every((row) => row.status === 'reviewed');

/** GET feedbacks/counts/. */
export function countFeedbacks(scene: Scene): Reply {
  const rows = visibleRows(scene);
  const grouped = groups(scene);
  const conversations = grouped.filter((group) => group.conversationId !== null);
  const alone = grouped.filter((group) => group.conversationId === null);
  const reviewed = rows.filter((row) => row.status === 'reviewed').length;
  return {
    status: 200,
    json: {
      to_review: rows.length - reviewed,
      reviewed,
      conversations_to_review: conversations.filter((group) => !isReviewed(group)).length,
      conversations_reviewed: conversations.filter(isReviewed).length,
      ungrouped_to_review: alone.filter((group) => !isReviewed(group)).length,
      ungrouped_reviewed: alone.filter(isReviewed).length,
    },
  };
}

/** GET feedbacks/grouped_by_conversation/. */
export function groupFeedbacks(scene: Scene): Reply {
  const { state, exchange } = scene;
  const window = readWindow(exchange.query);
  if (!window.ok) return window.reply;
  const status = exchange.query.get('status');
  const results = groups(scene)
    .filter((group) => status === null || isReviewed(group) === (status === 'reviewed'))
    .map((group) => {
      const conversation = state.conversations.find((one) => one.id === group.conversationId);
      const reviewed = group.rows.filter((row) => row.status === 'reviewed').length;
      return {
        conversation_id: group.conversationId,
        conversation_title: conversation?.name ?? null,
        conversation_created_at: conversation ? timestamp(conversation.createdAt) : null,
        agent_name: null,
        conversation_is_archived: conversation?.archived ?? false,
        to_review_count: group.rows.length - reviewed,
        reviewed_count: reviewed,
        feedbacks: group.rows.map((row) => rowOnWire(state, row)),
      };
    });
  return envelope(exchange, window, results);
}

/** POST feedbacks/mark_conversation_reviewed/: one's own rows, or everybody's for an admin. */
export function markReviewed(scene: Scene): Reply {
  const read = readObject(scene.exchange);
  if (!read.ok) return read.reply;
  const { conversation_id: id } = read.value;
  if (id === undefined) {
    return { status: 400, json: { conversation_id: ['This field is required.'] } };
  }
  if (!isUuid(id)) return { status: 400, json: { conversation_id: ['Must be a valid UUID.'] } };
  const due = visibleRows(scene).filter(
    (row) => row.context.conversation_id === id && row.status !== 'reviewed',
  );
  for (const row of due) {
    row.status = 'reviewed';
    row.updated_at = timestamp(scene.exchange.now);
  }
  const json = { updated_count: due.length, conversation_id: id, new_status: 'reviewed' };
  return { status: 200, json };
}
