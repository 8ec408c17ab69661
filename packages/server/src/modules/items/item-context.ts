import type { AppContext } from '../../context.ts';
import type { Actor } from '../../http/actor.ts';
import type { GiveOutContext } from '../minting/index.ts';

/** What changes of items need. */
export type ItemContext = GiveOutContext &
  Pick<AppContext, 'afterItemChange' | 'config' | 'db' | 'now' | 'wakeRegistration'>;

/** Who reads; null: a stranger. */
export type Reader = Actor | null;
