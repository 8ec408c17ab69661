import { AppError } from '../../errors.ts';
import { RequestRefused } from '../../modules/requests/index.ts';
import { isTerrainCode, refuse, TerrainRefusal } from './refusals.ts';

/** As many as a reader can take in. */
const PROBLEMS_LIMIT = 100;

/** One thing that speaks against a request, as it stands beside the first of them. */
type ProblemBody = { attribute?: string; reason: string };

/**
 * What a request for an identifier was refused for, in CyVerse's words: the first thing that speaks against it is the
 * reason, and all of them stand beside it. Anything else that was thrown stays as it is.
 */
export function refuseRequest(error: unknown, folderId: string): unknown {
  if (error instanceof RequestRefused) {
    const [first] = error.refusals;
    if (first === undefined) return error;
    const { code, status, reason, extra } = first.cyverse;
    // CyVerse answers mistakes in the metadata as if it had failed itself.
    const isOurs = status < 500 && isTerrainCode(code);
    return new TerrainRefusal(isOurs ? code : 'ERR_BAD_REQUEST', reason, {
      ...(isOurs ? { status } : {}),
      extra: { ...extra, ...besides(error.refusals) },
      cause: error,
    });
  }
  if (error instanceof AppError && error.code === 'not-found') {
    return refuse('ERR_NOT_FOUND', 'There is no such folder, or you may not see it.', {
      'folder-id': folderId,
    });
  }
  return error;
}

/** The refusal of a folder whose attributes make no metadata for DataCite: the first problem, and all of them. */
export function refuseMetadata(problems: readonly { attribute: string; detail: string }[]): TerrainRefusal {
  const [first] = problems;
  const reason = first === undefined ? 'The metadata has mistakes.' : `${first.attribute}: ${first.detail}`;
  return refuse('ERR_BAD_REQUEST', reason, besides(problems));
}

function besides(problems: readonly { attribute: string | null; detail: string }[]): {
  problems: ProblemBody[];
} {
  return {
    problems: problems.slice(0, PROBLEMS_LIMIT).map(({ attribute, detail }) => ({
      ...(attribute === null ? {} : { attribute }),
      reason: detail,
    })),
  };
}
