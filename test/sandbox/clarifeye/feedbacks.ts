import { randomUUID } from 'node:crypto';
import { type Exchange, isRecord, isUuid, parseJson, type Reply, timestamp } from '../exchange.ts';
import { envelope, readWindow } from './page.ts';
import { maySee } from './person.ts';
import type { ClarifeyeState, FeedbackRow, Person, Project } from './state.ts';

/** What every handler of a project's feedback needs to know. */
export interface Scene {
  state: ClarifeyeState;
  exchange: Exchange;
  project: Project;
  /** Who the request acts as. */
  person: Person;
}

type FieldErrors = Record<string, string[]>;

export const NOT_FOUND: Reply = { status: 404, json: { error: 'Not found.' } };

/** Whose rows a person sees: everybody's for an admin, else their own. */
export function visibleRows({ state, project, person }: Scene): FeedbackRow[] {
  return state.feedbackRows.filter(
    (row) => row.projectId === project.id && (person.admin || row.given_by.id === person.id),
  );
}

/** Newest update first; of equal times the later one made. */
export function newestFirst(rows: FeedbackRow[]): FeedbackRow[] {
  return [...rows].reverse().sort((a, b) => b.updated_at.localeCompare(a.updated_at));
}

/** A row as it goes over the line. */
export function rowOnWire(state: ClarifeyeState, row: FeedbackRow): Record<string, unknown> {
  const { projectId: _project, shape, context, ...rest } = row;
  const { conversation_id, query_id, source } = context;
  const conversation = state.conversations.find((one) => one.id === conversation_id);
  const told =
    shape === 'context'
      ? { context }
      : shape === 'none'
        ? { context: { query_id, source } }
        : { context: { query_id, source }, [shape]: conversation_id };
  const asked = conversation?.history.find(
    (entry) => entry.query_id === query_id && entry.role === 'user',
  );
  return {
    ...rest,
    ...told,
    user_message: asked?.content ?? '',
    conversation_title: conversation?.name ?? '',
    suggested_action_type: null,
    suggested_action_data: null,
  };
}

/** Reads a body as a JSON object, or answers 400 as Django REST framework does. */
export function readObject(
  exchange: Exchange,
): { ok: true; value: Record<string, unknown> } | { ok: false; reply: Reply } {
  const parsed = parseJson(exchange.body === '' ? '{}' : exchange.body);
  if (!parsed.ok) {
    const json = { detail: 'JSON parse error - Expecting value: line 1 column 1 (char 0)' };
    return { ok: false, reply: { status: 400, json } };
  }
  if (!isRecord(parsed.value)) {
    const json = { non_field_errors: ['Invalid data. Expected a dictionary.'] };
    return { ok: false, reply: { status: 400, json } };
  }
  return { ok: true, value: parsed.value };
}

function checkChangeable(body: Record<string, unknown>): FieldErrors {
  const wrong: FieldErrors = {};
  if ('feedback' in body && body.feedback === null) {
    wrong.feedback = ['This field may not be null.'];
  } else if ('feedback' in body && typeof body.feedback !== 'string') {
    wrong.feedback = ['Not a valid string.'];
  }
  const value = body.is_positive ?? null;
  if (value !== null && typeof value !== 'boolean') {
    wrong.is_positive = ['Must be a valid boolean.'];
  }
  return wrong;
}

function checkContext({ state, project, person }: Scene, context: unknown): string[] {
  if (context === undefined) return ['This field is required.'];
  if (!isRecord(context)) return ['Expected a dictionary of items.'];
  const { conversation_id, query_id, source } = context;
  if (!isUuid(conversation_id)) return ['conversation_id: Must be a valid UUID.'];
  if (!Number.isInteger(query_id)) return ['query_id: A valid integer is required.'];
  if (source !== 'PlaygroundConversation') return [`source: "${source}" is not a valid choice.`];
  const conversation = state.conversations.find(
    (one) => one.id === conversation_id && one.projectId === project.id && maySee(person, one),
  );
  if (conversation === undefined) return ['conversation_id: Conversation not found.'];
  const known = conversation.history.some((entry) => entry.query_id === query_id);
  return known ? [] : [`query_id: ${query_id} is not part of this conversation.`];
}

/** POST feedbacks/: makes a new row, every time. */
export function postFeedback(scene: Scene): Reply {
  const { state, exchange, project, person } = scene;
  const read = readObject(exchange);
  if (!read.ok) return read.reply;
  const body = read.value;
  const wrong = checkChangeable(body);
  const context = checkContext(scene, body.context);
  if (context.length > 0) wrong.context = context;
  if (Object.keys(wrong).length > 0) return { status: 400, json: wrong };
  const { conversation_id, query_id, source } = body.context as FeedbackRow['context'];
  const at = timestamp(exchange.now);
  const row: FeedbackRow = {
    id: randomUUID(),
    projectId: project.id,
    created_at: at,
    updated_at: at,
    given_by: { id: person.id, email: person.email },
    status: 'to_review',
    feedback: (body.feedback as string | undefined) ?? '',
    context: { conversation_id, query_id, source },
    is_positive: (body.is_positive as boolean | null | undefined) ?? null,
    shape: state.rowShape,
  };
  state.feedbackRows.push(row);
  state.created += 1;
  return { status: 201, json: rowOnWire(state, row) };
}

/** GET feedbacks/: the visible rows, filtered, newest update first. */
export function listFeedbacks(scene: Scene): Reply {
  const { state, exchange } = scene;
  const window = readWindow(exchange.query);
  if (!window.ok) return window.reply;
  const status = exchange.query.get('status');
  const positive = exchange.query.get('is_positive')?.toLowerCase() ?? null;
  const wrong: FieldErrors = {};
  if (status !== null && status !== 'to_review' && status !== 'reviewed') {
    wrong.status = [`"${status}" is not a valid choice.`];
  }
  if (positive !== null && positive !== 'true' && positive !== 'false') {
    wrong.is_positive = ['Must be a valid boolean.'];
  }
  if (Object.keys(wrong).length > 0) return { status: 400, json: wrong };
  const search = exchange.query.get('search')?.toLowerCase() ?? '';
  const matching = visibleRows(scene).filter(
    (row) =>
      (status === null || row.status === status) &&
      (positive === null || String(row.is_positive) === positive) &&
      (row.feedback.toLowerCase().includes(search) ||
        row.given_by.email.toLowerCase().includes(search)),
  );
  const results = newestFirst(matching).map((row) => rowOnWire(state, row));
  return envelope(exchange, window, results);
}

/** PATCH and DELETE feedbacks/{id}/: one's own rows, or anybody's for an admin. */
export function changeFeedback(scene: Scene, id: string): Reply {
  const { state, exchange, project, person } = scene;
  const row = state.feedbackRows.find((one) => one.id === id && one.projectId === project.id);
  if (row === undefined) return NOT_FOUND;
  if (!person.admin && row.given_by.id !== person.id) {
    const error = 'You do not have permission to perform this action.';
    return state.foreignRowStatus === 404 ? NOT_FOUND : { status: 403, json: { error } };
  }
  if (exchange.method === 'DELETE') {
    state.deleteRow(id);
    return { status: 204 };
  }
  const read = readObject(exchange);
  if (!read.ok) return read.reply;
  const body = read.value;
  const wrong = checkChangeable(body);
  if ('status' in body && body.status !== 'to_review' && body.status !== 'reviewed') {
    wrong.status = [`"${body.status}" is not a valid choice.`];
  }
  if (Object.keys(wrong).length > 0) return { status: 400, json: wrong };
  if ('feedback' in body) row.feedback = body.feedback as string;
  if ('is_positive' in body) row.is_positive = body.is_positive as boolean | null;
  if ('status' in body) row.status = body.status as FeedbackRow['status'];
  row.updated_at = timestamp(exchange.now);
  return { status: 200, json: rowOnWire(state, row) };
}
