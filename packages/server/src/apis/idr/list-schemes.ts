import type { Db } from '../../db/index.ts';
import { listSchemes, type Scheme } from '../../modules/schemes/index.ts';

const PAGE = 200;

/** Every scheme that is there, in the order of namespaces: the Identity Resolver tells them all at once. */
export async function listAllSchemes(db: Db): Promise<Scheme[]> {
  const schemes: Scheme[] = [];
  for (;;) {
    const page = await listSchemes(db, { after: schemes.at(-1)?.namespace ?? null, limit: PAGE });
    schemes.push(...page);
    if (page.length < PAGE) return schemes;
  }
}
