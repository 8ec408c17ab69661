import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { type DbHandle, transact } from '../db/index.ts';
import { type RedactionRules, redactHeaders, redactText } from './redact.ts';
import { type InteractionAbout, insertInteraction, type NewInteraction } from './store.ts';

export { redactText } from './redact.ts';
export {
  deleteInteractionsAbout,
  deleteInteractionsBefore,
  deleteInteractionsOf,
  type InteractionFilter,
  type ListedInteraction,
  listInteractions,
  listWholeInteractions,
  readInteraction,
  type StoredInteraction,
} from './store.ts';

const STORED_BODY_CHARACTERS = 65_536;
/** Of a longer body, so much is looked at; beyond what is stored, so that nothing secret is cut in two before it is found. */
const REDACTED_BODY_BYTES = 1024 * 1024;
const CUT_MARGIN_CHARACTERS = 16_384;
const ANSWER_LIMIT_BYTES = 8 * 1024 * 1024;

export type OutsideContext = { db: DbHandle; now: () => Date; log: Logger };

/** How much of an answer is read. */
export type AnswerLimit = { bytes: number; refuse: (bytes: number) => Error };

/**
 * A `fetch` for one outside system that writes each call and its answer as an interaction, redacted, in a
 * transaction of its own. Every call to an outside system goes through one of these.
 * @param options.subject the identifier, iD or account that the calls are about
 * @param options.about whose credentials are used, and for which thing; left out where nobody's in particular
 * @param options.secrets values that must be replaced wherever they appear
 */
export function createOutsideFetch(
  ctx: OutsideContext,
  options: {
    outside: NewInteraction['outside'];
    subject: string | null;
    about?: InteractionAbout;
    secrets: readonly string[];
    /** False: what is sent and answered is not ours to keep; default true. */
    keepBodies?: boolean;
    /** The largest answer that is read, and what is thrown for a larger one; default 8 MiB. */
    answerLimit?: AnswerLimit;
  },
): typeof fetch {
  const rules: RedactionRules = { secrets: options.secrets, tokensAreUuids: options.outside === 'orcid' };
  return async (input, init) => {
    const request = new Request(input, init);
    const keepBodies = options.keepBodies ?? true;
    const copy = keepBodies && request.body !== null ? request.clone() : null;
    const at = ctx.now();
    const begun = performance.now();
    // At once: whoever counts calls by the second has just counted this one.
    const answering = fetch(request);
    const interaction: NewInteraction = {
      id: randomUUID(),
      at,
      outside: options.outside,
      subject: options.subject,
      about: options.about ?? null,
      method: request.method,
      url: redactText(request.url, rules),
      requestHeaders: redactHeaders(request.headers, rules),
      requestBody: null,
      status: null,
      responseHeaders: null,
      responseBody: null,
      error: null,
      durationMs: 0,
    };
    try {
      const response = await answering;
      const bytes = await readBounded(response, options.answerLimit ?? DEFAULT_ANSWER_LIMIT);
      interaction.status = response.status;
      interaction.responseHeaders = redactHeaders(response.headers, rules);
      if (keepBodies) interaction.responseBody = cut(redactBody(bytes, rules));
      const noBody = response.status === 204 || response.status === 304;
      return new Response(noBody ? null : bytes, {
        status: response.status,
        statusText: response.statusText,
        headers: withoutEncoding(response.headers),
      });
    } catch (error) {
      interaction.error = redactText(describe(error), rules);
      throw error;
    } finally {
      interaction.durationMs = Math.round(performance.now() - begun);
      await keep(ctx, interaction, async () => copy && cut(redactText(await copy.text(), rules)));
    }
  };
}

async function keep(
  ctx: OutsideContext,
  interaction: NewInteraction,
  readRequestBody: () => Promise<string | null>,
): Promise<void> {
  try {
    interaction.requestBody = await readRequestBody();
    await transact(ctx.db, (tx) => insertInteraction(tx, interaction));
  } catch (error) {
    ctx.log.error({ err: error }, 'an interaction could not be written');
  }
}

const DEFAULT_ANSWER_LIMIT: AnswerLimit = {
  bytes: ANSWER_LIMIT_BYTES,
  refuse: (bytes) => new Error(`the answer is larger than ${bytes} bytes`),
};

/** The beginning of a long body is enough: the rest is not stored. */
function redactBody(bytes: Uint8Array, rules: RedactionRules): string {
  if (bytes.byteLength <= REDACTED_BODY_BYTES) return redactText(new TextDecoder().decode(bytes), rules);
  const text = new TextDecoder().decode(bytes.subarray(0, REDACTED_BODY_BYTES));
  return redactText(text, rules).slice(0, -CUT_MARGIN_CHARACTERS);
}

async function readBounded(response: Response, limit: AnswerLimit): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limit.bytes) throw limit.refuse(limit.bytes);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** The body has been decoded already, so the copy must not claim otherwise. */
function withoutEncoding(headers: Headers): Headers {
  const copy = new Headers(headers);
  copy.delete('content-encoding');
  copy.delete('content-length');
  return copy;
}

/** PostgreSQL text holds no NUL. */
function cut(text: string): string {
  return text.slice(0, STORED_BODY_CHARACTERS).replaceAll('\0', '\uFFFD');
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
