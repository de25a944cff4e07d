import type { Conversation } from '../../../../src/domain/conversation';
import { A, P } from '../addresses';
import { json } from '../line';

/** The conversation that everything here is about. */
export const conversation: Conversation = {
  vendor: 'clarifeye',
  origin: 'https://eu.app.clarifeye.ai',
  scope: P,
  id: A,
};
/** Path of its project. */
export const project = `/api/v1/projects/${P}`;
/** A row as the vendor tells it. */
export const row = {
  id: 'row-1',
  created_at: '2026-03-04T05:06:07.000000Z',
  updated_at: '2026-03-04T05:06:09.000000Z',
  given_by: { id: 'u', email: 'mira@northwind.example' },
  status: 'to_review',
  feedback: 'Right.',
  context: { conversation_id: A, query_id: 0, source: 'PlaygroundConversation' },
  is_positive: true,
  user_message: 'How?',
  conversation_title: null,
  suggested_action_type: null,
  suggested_action_data: null,
};
/** When the row was made, epoch milliseconds. */
export const CREATED = Date.UTC(2026, 2, 4, 5, 6, 7);
/** When it was last changed. */
export const UPDATED = CREATED + 2_000;
/** A page of a list, the last one. */
export const page = (...results: unknown[]) =>
  json(200, { count: 9, next: null, previous: null, results });
