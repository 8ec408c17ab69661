import type { AppContext } from '../../context.ts';
import type { Tx } from '../../db/index.ts';
import type { EventActor } from '../../events.ts';
import type { Actor } from '../../http/actor.ts';
import type { Node, NodeRights } from './node.ts';

/** What changes of the data store need. */
export type DataContext = Pick<AppContext, 'db' | 'now'>;

/** What follows from a change of attributes that somebody made, in the transaction of the change. */
export type AfterAttributes = (tx: Tx, change: { node: Node; actor: Actor }) => Promise<void>;
/** The service always has it; whoever declares less still hands it on. */
export type FollowContext = Partial<Pick<AppContext, 'afterAttributes'>>;

/** Who reads; null: a stranger. */
export type Reader = Actor | null;

/** A node with the path from the root of its organisation, and what the reader may do with it. */
export type FoundNode = { node: Node; path: string; rights: NodeRights };

/** Who makes a change inside the caller's transaction, and when. */
export type Change = { actor: EventActor; now: Date };
