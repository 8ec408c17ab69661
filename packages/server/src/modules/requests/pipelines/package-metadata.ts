import type { DataciteMetadata } from '@mintmark/datacite';
import type { Db } from '../../../db/index.ts';
import { readAttributes } from '../../data/index.ts';
import type { PermanentIdRequest } from '../request.ts';
import { findGivenIdentifier, toMetadata } from '../template/to-metadata.ts';
import { StepFailure } from './step.ts';

const NAMED = 5;

/**
 * What the attributes of the folder of a request say, as DataCite metadata.
 * @throws StepFailure when they are not complete
 */
export async function readPackageMetadata(
  db: Db,
  request: PermanentIdRequest,
  now: Date,
): Promise<DataciteMetadata> {
  const attributes = await readAttributes(db, request.folderId);
  const { metadata, problems } = toMetadata(attributes, {
    publicationYear: now.getUTCFullYear(),
    // An identifier on the folder is ours, if it is the one of this request.
    isPublished:
      request.permanentId !== null && findGivenIdentifier(attributes)?.value === request.permanentId,
  });
  if (problems.length === 0) return metadata;
  const named = problems.slice(0, NAMED).map(({ attribute, detail }) => `${attribute}: ${detail}`);
  const more = problems.length > NAMED ? ` And ${problems.length - NAMED} more.` : '';
  throw new StepFailure(
    'permanent',
    `The metadata has mistakes. Mend them, then resume. ${named.join(' ')}${more}`,
  );
}
