import type { RequestProblem } from './request-problem.ts';

// Each refusal with CyVerse's code and status (requests.md section 2). Where CyVerse answers 500 for metadata, we answer 400.

type Extra = Readonly<Record<string, string>>;

const bad = (code: string, status: number, reason: string, extra: Extra = {}) => ({
  code,
  status,
  reason,
  extra,
});

export function notOwned(folderId: string, user: string): RequestProblem {
  return {
    check: 'owned',
    cyverse: bad('ERR_NOT_OWNER', 403, 'The folder is not yours to request for.', {
      user,
      'folder-id': folderId,
    }),
    detail: 'Only who owns a folder can request a permanent identifier for it.',
    attribute: null,
  };
}

export function notAllOwned(folderId: string, user: string): RequestProblem {
  return {
    ...notOwned(folderId, user),
    detail:
      'Something in the folder is not yours, or shared with others alone: what is published is seen by everyone. Ask its owners, or take it out.',
  };
}

export function noFolder(path: string): RequestProblem {
  return {
    check: 'a-folder',
    cyverse: bad('ERR_BAD_OR_MISSING_FIELD', 400, 'This is a file. A folder is needed.', { file: path }),
    detail: 'This is a file. Put it into a folder, and request for the folder.',
    attribute: null,
  };
}

export function anArea(path: string): RequestProblem {
  return {
    check: 'not-an-area',
    cyverse: bad('ERR_BAD_OR_MISSING_FIELD', 400, 'This folder belongs to the service.', { folder: path }),
    detail: 'This folder belongs to the service. Make a folder of your own in it, and request for that.',
    attribute: null,
  };
}

export function empty(path: string): RequestProblem {
  return {
    check: 'not-empty',
    cyverse: bad('ERR_BAD_OR_MISSING_FIELD', 400, 'The folder is empty.', { folder: path }),
    detail: 'The folder is empty. Put your data into it.',
    attribute: null,
  };
}

export function inARequest(path: string): RequestProblem {
  return {
    check: 'not-in-a-request',
    cyverse: bad('ERR_CONFLICT', 409, 'The folder, one around it or one in it belongs to another request.', {
      path,
    }),
    detail: 'This folder, one around it or one in it belongs to another request. Wait until that is settled.',
    attribute: null,
  };
}

export function nameStaged(name: string, path: string): RequestProblem {
  return {
    check: 'name-not-staged',
    cyverse: bad('ERR_EXISTS', 400, 'A folder of this name has been submitted already.', { path }),
    detail: `A folder named “${name}” has been submitted by another request. Rename yours.`,
    attribute: null,
  };
}

export function namePublished(name: string, path: string): RequestProblem {
  return {
    check: 'name-not-published',
    cyverse: bad('ERR_EXISTS', 400, 'A folder of this name has been published already.', { path }),
    detail: `A folder named “${name}” has been published. Rename yours.`,
    attribute: null,
  };
}

export function identifierGiven(attribute: string, identifier: string): RequestProblem {
  return {
    check: 'no-identifier',
    cyverse: bad('ERR_BAD_REQUEST', 400, 'The metadata names a permanent identifier already.', {
      attribute,
      identifier,
    }),
    detail: 'The metadata names an identifier already. Leave it blank: the service fills it in.',
    attribute,
  };
}

export function metadataMistake(attribute: string, detail: string): RequestProblem {
  return {
    check: 'metadata',
    cyverse: bad('ERR_BAD_REQUEST', 400, `${attribute}: ${detail}`, { attribute }),
    detail,
    attribute,
  };
}

export function typeUnknown(type: string): RequestProblem {
  return {
    check: 'type-known',
    cyverse: bad('ERR_ILLEGAL_ARGUMENT', 400, 'There is no such type of request.', { type }),
    detail: 'The type is DOI or ARK.',
    attribute: null,
  };
}

export function requestedAlready(requestId: string): RequestProblem {
  return {
    check: 'not-requested',
    cyverse: bad('ERR_NOT_UNIQUE', 400, 'There is a request of this type for this folder already.', {
      request: requestId,
    }),
    detail: 'There is a request of this type for this folder already.',
    attribute: null,
  };
}
