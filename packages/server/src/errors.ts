/** One problem of an input: where it is (JSON pointer, RFC 6901) and what to do about it. */
export type InputProblem = { pointer: string; detail: string };

/** Every refusal of the service: its code, the HTTP status of its own API, and its title. */
export const errorTable = {
  'invalid-input': { status: 400, title: 'The request has mistakes' },
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  'checksum-mismatch': { status: 400, title: 'The bytes were changed on the way' },
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  'not-signed-in': { status: 401, title: 'Sign in first' },
  'invalid-token': { status: 401, title: 'The access token is not valid' },
  'not-allowed': { status: 403, title: 'You may not do this' },
  'cross-site': { status: 403, title: 'The request came from another site' },
  'not-found': { status: 404, title: 'Not found' },
  'wrong-check-character': { status: 404, title: 'The check character does not fit' },
  'method-not-allowed': { status: 405, title: 'This address does not answer that method' },
  'not-acceptable': { status: 406, title: 'No such representation' },
  'request-timeout': { status: 408, title: 'The request took too long' },
  'move-not-allowed': { status: 409, title: 'The state does not allow this' },
  'shoulder-closed': { status: 409, title: 'The shoulder is closed' },
  'quota-reached': { status: 409, title: 'The quota of the shoulder is reached' },
  'checks-open': { status: 409, title: 'The checklist has errors' },
  'already-exists': { status: 409, title: 'It exists already' },
  'offset-mismatch': { status: 409, title: 'The upload stands at another offset' },
  'upload-expired': { status: 410, title: 'The upload has expired' },
  withdrawn: { status: 410, title: 'Withdrawn' },
  'version-mismatch': { status: 412, title: 'It was changed by someone else meanwhile' },
  'protocol-version': { status: 412, title: 'Another version of the protocol' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'data-quota-reached': { status: 413, title: 'The data quota is reached' },
  'address-too-long': { status: 414, title: 'The address is too long' },
  'unsupported-media-type': { status: 415, title: 'The media type is not supported' },
  'range-not-satisfiable': { status: 416, title: 'There are no such bytes' },
  'expectation-failed': { status: 417, title: 'The expectation cannot be met' },
  'metadata-refused': { status: 422, title: 'The metadata has mistakes' },
  'request-refused': { status: 422, title: 'The folder cannot be requested for' },
  'idempotency-key-reused': { status: 422, title: 'The idempotency key was used for another request' },
  'version-needed': { status: 428, title: 'Say which version you are changing' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  'bytes-damaged': { status: 500, title: 'The stored bytes are damaged' },
  'storage-unavailable': { status: 503, title: 'The object storage does not answer' },
  'not-ready': { status: 503, title: 'Not ready' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof errorTable;

/** A refusal that a caller is told about; each API renders it in its own shape. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly InputProblem[];
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param code what happened, from the table
   * @param detail one sentence: what, where, and what to do
   * @param options.problems each mistake of the input with its pointer
   * @param options.headers response headers that belong to the refusal, such as `WWW-Authenticate`
   */
  constructor(
    code: ErrorCode,
    detail: string,
    options: { problems?: readonly InputProblem[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.problems = options.problems ?? [];
    this.headers = options.headers ?? {};
  }

  get status(): number {
    return errorTable[this.code].status;
  }
}
