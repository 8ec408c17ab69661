import type { Tx } from '../../../db/index.ts';
import type { EventActor } from '../../../events.ts';
import type { Connection } from './connection.ts';

/** What became of a connection, in the transaction that changed it. */
export type ConnectionChange = {
  /** Null: it is new. */
  before: Connection | null;
  after: Connection;
  actor: EventActor;
  /** The invitation that the person followed; null where nobody invited them, or they did not just connect. */
  invitationId: string | null;
};

/**
 * What follows from a change of a connection: of its state, of its record's state, of its preference, and of what it may
 * do, after which before and after may be alike.
 */
export type AfterConnectionChange = (tx: Tx, change: ConnectionChange) => Promise<void>;
