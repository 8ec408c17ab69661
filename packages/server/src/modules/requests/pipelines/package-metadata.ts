import type { DataciteMetadata } from '@mintmark/datacite';
import type { Db } from '../../../db/index.ts';
import { readAttributes } from '../../data/index.ts';
import type { PermanentIdRequest } from '../request.ts';
import type { AttributeProblem } from '../template/folder-attribute.ts';
import { nameAttribute } from '../template/name-attribute.ts';
import { findGivenIdentifier, toMetadata } from '../template/to-metadata.ts';
import { StepFailure } from './step.ts';

const NAMED = 5;

/**
 * What the attributes of the folder of a request say, as DataCite metadata.
 * @param refuse what is thrown when they are not complete; left out: StepFailure
 */
export async function readPackageMetadata(
  db: Db,
  request: PermanentIdRequest,
  publishedAt: Date,
  refuse: (problems: readonly AttributeProblem[]) => Error = failOver,
): Promise<DataciteMetadata> {
  const attributes = await readAttributes(db, request.folderId);
  const { metadata, problems } = toMetadata(attributes, {
    publicationYear: publishedAt.getUTCFullYear(),
    // An identifier on the folder is ours, if it is the one of this request.
    isPublished:
      request.permanentId !== null && findGivenIdentifier(attributes)?.value === request.permanentId,
  });
  if (problems.length > 0) throw refuse(problems);
  return metadata;
}

function failOver(problems: readonly AttributeProblem[]): StepFailure {
  const named = problems
    .slice(0, NAMED)
    .map(({ attribute, detail }) => `${nameAttribute(attribute)}: ${detail}`);
  const more = problems.length > NAMED ? ` And ${problems.length - NAMED} more.` : '';
  return new StepFailure(
    'permanent',
    `The metadata has mistakes. Mend them, then resume. ${named.join(' ')}${more}`,
  );
}
