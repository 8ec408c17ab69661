import type { Client } from 'openapi-fetch';
import type { paths } from './api.generated.ts';
import { type BatchTransport, openSource, readJsonLines, send } from './batches.ts';
import { unreachable } from './errors.ts';
import type {
  Anchor,
  AnchorEntry,
  AnchorEvent,
  AnchorFilter,
  LinkRegistration,
  LinkRegistrationRequest,
  Page,
} from './types.ts';

export type LinkUpload = {
  /** The rows: a Blob, or a function that opens a stream. */
  body: Blob | (() => ReadableStream<Uint8Array>);
  /** JSON Lines, one `LinkRegistrationRequest` a line, or CSV with a heading, one link a row. */
  contentType: 'application/jsonl' | 'text/csv';
  /** Called with the bytes sent so far. Browsers then need HTTP/2, since the body is sent as a stream. */
  onSent?: (bytes: number) => void;
};

/** What became of one row. A refusal has `code` and `detail`, and `errors` say where and what to do. */
export type LinkRow = {
  line: number;
  anchor: string | null;
  outcome: 'created' | 'changed' | 'unchanged' | 'refused';
  links?: { id: string; outcome: 'added' | 'changed' | 'unchanged' }[];
  code?: string;
  detail?: string;
  errors?: { pointer: string; detail: string }[];
};

/** The sum of an upload. `done` is false where the rest of it could not be read; `detail` says why. */
export type LinkSum = {
  done: boolean;
  rows: number;
  created: number;
  changed: number;
  unchanged: number;
  refused: number;
  detail?: string;
};

/** What can be done with links. Every function throws `MintmarkError`. */
export type LinkClient = {
  /** Registers links of an identifier, all of them or none. Repeated safely. */
  registerLinks(request: LinkRegistrationRequest): Promise<LinkRegistration>;
  /** An identifier with its links; `at` (RFC 3339) shows it as it was then. */
  readAnchor(anchor: string, options?: { at?: string }): Promise<Anchor>;
  /** One page of the identifiers of one's organisations that have links, in the order of their texts. */
  listAnchors(filter?: AnchorFilter): Promise<Page<AnchorEntry>>;
  /** Everything that happened to an identifier and its links, oldest first. */
  listAnchorEvents(anchor: string): Promise<AnchorEvent[]>;
  /**
   * Registers the links of a file, as a stream. The same file once more changes nothing, so what broke off is simply
   * sent again.
   * @returns what became of each row, in their order, as it is settled; the return value is the sum
   */
  registerLinksInBulk(upload: LinkUpload): AsyncGenerator<LinkRow, LinkSum>;
};

/** How calls of the client are made; see create-client.ts. */
type Calls = {
  answerOf<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<NonNullable<T>>;
  iteratePages<T>(
    readPage: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
  ): AsyncGenerator<T, void>;
  collect<T>(items: AsyncGenerator<T, void>): Promise<T[]>;
  createIdempotencyKey(): string;
};

export function createLinkClient(
  api: Client<paths>,
  transport: BatchTransport,
  { answerOf, iteratePages, collect, createIdempotencyKey }: Calls,
): LinkClient {
  return {
    registerLinks: (body) =>
      answerOf(
        api.POST('/api/v1/links', {
          params: { header: { 'idempotency-key': createIdempotencyKey() } },
          body,
        }),
      ),
    readAnchor: (anchor, query = {}) =>
      answerOf(api.GET('/api/v1/anchors/{anchor}', { params: { path: { anchor }, query } })),
    listAnchors: (query = {}) => answerOf(api.GET('/api/v1/anchors', { params: { query } })),
    listAnchorEvents: (anchor) =>
      collect(
        iteratePages((query) =>
          answerOf(api.GET('/api/v1/anchors/{anchor}/history', { params: { path: { anchor }, query } })),
        ),
      ),
    async *registerLinksInBulk(upload) {
      const response = await send(transport, '/api/v1/links/bulk', {
        method: 'POST',
        headers: { 'content-type': upload.contentType },
        ...openSource(upload),
      });
      if (response.body !== null) {
        for await (const answer of readJsonLines<LinkRow | LinkSum>(response.body)) {
          if ('done' in answer) return answer;
          yield answer;
        }
      }
      throw unreachable(
        response,
        'The answer broke off. Send the same once more: what is done stays as it is.',
      );
    },
  };
}
