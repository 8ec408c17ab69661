import type { Db } from '../../../db/index.ts';

/** What an identifier leads to. `not-resolvable`: it is of a scheme that is known, and is not resolved here. */
export type FoundHolder =
  | { kind: 'found'; holder: { type: 'item' | 'collection' | 'community'; id: string } }
  | { kind: 'absent' }
  | { kind: 'not-resolvable'; scheme: string };

/** What an identifier, in any spelling, is the name of. The concept DOI of a work leads to its newest archived version. */
export async function findHolder(_db: Db, _text: string): Promise<FoundHolder> {
  throw new Error('not built yet');
}
