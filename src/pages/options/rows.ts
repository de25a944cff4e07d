import type { ConnectionView } from '../../messages/view';

/** A connection's place in the list; a removed one keeps its place while the page is open. */
export interface Row {
  connection: ConnectionView;
  removed: boolean;
  /** Whether bringing it back was refused. */
  failed: boolean;
}

/**
 * The list after the worker told what there is: known ones are brought up to date in their places,
 * new ones come last, those removed here stay, those gone otherwise go.
 */
export function merged(before: readonly Row[], now: readonly ConnectionView[]): Row[] {
  const latest = new Map(now.map((connection) => [connection.id, connection]));
  const kept = before.flatMap((row): Row[] => {
    const connection = latest.get(row.connection.id);
    latest.delete(row.connection.id);
    if (connection) return [{ connection, removed: false, failed: false }];
    return row.removed ? [row] : [];
  });
  const added = [...latest.values()].map((connection) => ({
    connection,
    removed: false,
    failed: false,
  }));
  return [...kept, ...added];
}
