/** One fault of the metadata; `source` is DataCite's name of the attribute, in snake case for most. */
export type ValidationError = { source: string; title: string };

/**
 * An answer that refuses a request, with DataCite's exact body. The shapes differ by who refuses: validation
 * names a source and the DOI, everything else a status in a string.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** Refuses with the shape `{"errors":[{"status":"403","title":"…"}]}`. */
export function refuse(status: number, title: string, headers: Record<string, string> = {}): Refusal {
  return new Refusal(status, { errors: [{ status: String(status), title }] }, headers);
}

/** Any request without a JSON:API document of type `dois`. */
export function refusePayload(): Refusal {
  return refuse(400, 'You need to provide a payload following the JSONAPI spec');
}

/** A write, or a read that only the owner may do, without valid credentials. */
export function refuseCredentials(): Refusal {
  return refuse(401, 'Bad credentials.');
}

/** The one text for every question of rights: prefix not assigned, DOI of another repository, and so on. */
export function refuseAccess(): Refusal {
  return refuse(403, 'You are not authorized to access this resource.');
}

/** Missing, or not to be seen by this caller. */
export function refuseUnknown(): Refusal {
  return refuse(404, "The resource you are looking for doesn't exist.");
}

/** Only drafts can be deleted. */
export function refuseDeletion(): Refusal {
  return refuse(405, 'Method not allowed', { allow: 'HEAD, GET, POST, PATCH, PUT, OPTIONS' });
}

/** Nothing in the Accept header that the API can write. */
export function refuseMediaType(): Refusal {
  return refuse(406, 'The content type is not recognized.');
}

/** Refuses metadata: the first error of each source, each with the DOI as `uid`. */
export function refuseMetadata(doi: string, errors: readonly ValidationError[]): Refusal {
  return new Refusal(422, presentErrors(doi, errors));
}

/** The body of a validation error. */
export function presentErrors(doi: string, errors: readonly ValidationError[]): { errors: unknown[] } {
  const seen = new Set<string>();
  const first = errors.filter(({ source }) => !seen.has(source) && seen.add(source));
  return { errors: first.map(({ source, title }) => ({ source, title, uid: doi })) };
}
