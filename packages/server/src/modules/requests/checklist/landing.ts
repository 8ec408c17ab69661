import type { Db, Tx } from '../../../db/index.ts';
import type { HandedFact } from '../checks/check.ts';
import { runLandingCheck } from '../checks/run-checks.ts';
import { findPackage } from '../packages/find-package.ts';
import type { PermanentIdRequest } from '../request.ts';
import { upsertChecks } from './store.ts';

/**
 * Takes down whether strangers find a package that was published just now, at the address that its identifier leads to.
 * @param registrarAnswer what was read back at the registrar, which knows that address; null: there is no registrar
 */
export async function recordLanding(
  tx: Tx,
  request: Pick<PermanentIdRequest, 'id' | 'folderId'>,
  landing: { url: string; registrarAnswer: string | null; now: Date },
): Promise<void> {
  const result = runLandingCheck(await lookAsStranger(tx, request, landing));
  await upsertChecks(tx, request.id, [{ ...result, waivedReason: null, actor: null, at: landing.now }]);
}

async function lookAsStranger(
  db: Db,
  { id, folderId }: Pick<PermanentIdRequest, 'id' | 'folderId'>,
  { url, registrarAnswer }: { url: string; registrarAnswer: string | null },
): Promise<HandedFact> {
  const found = await findPackage(db, folderId);
  if (found?.kind !== 'published') return { holds: false, detail: `Strangers find no package at ${url}.` };
  // A folder may have been published before, under an identifier of another type; then that one stands on the page.
  const other = found.package.publication.requestId === id ? [] : ['Its page names its other identifier.'];
  const said = [
    `Strangers read it at ${url}.`,
    ...(registrarAnswer === null ? [] : [registrarAnswer]),
    ...other,
  ];
  return { holds: true, detail: said.join(' ') };
}
