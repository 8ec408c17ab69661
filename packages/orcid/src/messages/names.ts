import type { ItemKind } from '../kinds.ts';

/** The messages that are sent, by the name of their root element. */
export type MessageName = ItemKind | 'bulk' | 'group-id-record' | 'notification';
