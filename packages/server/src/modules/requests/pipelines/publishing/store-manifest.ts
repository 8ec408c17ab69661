import { createHash } from 'node:crypto';
import type { Db } from '../../../../db/index.ts';
import { listManifestEntries } from '../../../data/index.ts';
import { type Step, StepFailure } from '../step.ts';
import { snapshotOf } from '../take-snapshot.ts';

const ENTRIES_AT_ONCE = 5000;

/** Keeps the list of the files and their checksums beside the bytes, where it outlives this database. */
export const storeManifest: Step = async ({ ctx, request, results }) => {
  const { manifestId } = snapshotOf({ results });
  const key = `packages/${request.organisationId}/${request.folderId}/manifest-sha256.txt`;
  const hash = createHash('sha256');
  const { bytes } = await ctx.storage
    .putStream(
      key,
      formatManifest(ctx.db, manifestId, (chunk) => hash.update(chunk)),
      {
        contentType: 'text/plain; charset=utf-8',
      },
    )
    .catch((error: unknown) => {
      throw new StepFailure('transient', 'The object storage did not take the list of files.', {
        cause: error,
      });
    });
  return async () => ({ kind: 'done', result: { key, bytes, sha256: hash.digest('hex') } });
};

/** Lines of a BagIt manifest; RFC 8493 section 2.1.3: CR, LF and % are percent-encoded. */
async function* formatManifest(
  db: Db,
  manifestId: string,
  look: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for (let after: string | null = null; ; ) {
    const entries = await listManifestEntries(db, manifestId, { after, limit: ENTRIES_AT_ONCE });
    const last = entries.at(-1);
    if (last === undefined) return;
    const lines = entries.map(({ path, sha256 }) => `${sha256}  data/${encodePath(path)}\n`);
    const chunk = Buffer.from(lines.join(''));
    look(chunk);
    yield chunk;
    after = last.path;
  }
}

function encodePath(path: string): string {
  return path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D');
}
