import type { EventActor } from '../../../events.ts';
import type { Anchor } from '../request.ts';

export type RequestComment = {
  id: string;
  replyTo: string | null;
  body: string;
  /** Among curators. */
  internal: boolean;
  anchor: Anchor | null;
  actor: EventActor;
  createdAt: Date;
};
