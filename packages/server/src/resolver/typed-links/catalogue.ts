import type { Logger } from 'pino';
import { type CompiledScheme, compileScheme } from '../../anchors/compile-scheme.ts';
import type { SchemeDocument } from '../../anchors/scheme-document.ts';
import type { Db } from '../../db/index.ts';
import { readEpoch, readSchemes } from './store.ts';

/** The schemes as they were at an epoch, ready to read identifiers. */
export type Catalogue = { epoch: number; schemes: ReadonlyMap<string, CompiledScheme> };

/**
 * The schemes in memory. Compiling takes a hundred times as long as answering, so they are kept; the epoch that comes
 * with every look-up tells when they are too old to answer with.
 */
export type SchemeCatalogue = {
  /** What is in memory; read first where nothing is. */
  current(): Promise<Catalogue>;
  /** Not older than an epoch that a query has seen. */
  since(epoch: number): Promise<Catalogue>;
  /** Not older than this call. */
  latest(): Promise<Catalogue>;
};

export function createSchemeCatalogue(ctx: { db: Db; log: Pick<Logger, 'error'> }): SchemeCatalogue {
  let kept: Catalogue | null = null;
  let texts: ReadonlyMap<string, { text: string; compiled: CompiledScheme }> = new Map();
  let reading: Promise<Catalogue> | null = null;

  async function read(): Promise<Catalogue> {
    const { epoch, rows } = await readSchemes(ctx.db);
    const next = new Map<string, { text: string; compiled: CompiledScheme }>();
    for (const { namespace, text } of rows) {
      const known = texts.get(namespace);
      const compiled = known?.text === text ? known.compiled : compile(namespace, text);
      if (compiled !== null) next.set(namespace, { text, compiled });
    }
    texts = next;
    kept = { epoch, schemes: new Map([...next].map(([namespace, { compiled }]) => [namespace, compiled])) };
    return kept;
  }

  /** One document that cannot be compiled must not take the others with it. */
  function compile(namespace: string, text: string): CompiledScheme | null {
    try {
      return compileScheme(JSON.parse(text) as SchemeDocument);
    } catch (error) {
      ctx.log.error({ err: error, namespace }, 'a scheme cannot be compiled and is left out');
      return null;
    }
  }

  async function since(epoch: number): Promise<Catalogue> {
    let catalogue = kept;
    // A reading that began before the epoch was seen may bring an older list; then one more brings it.
    while (catalogue === null || catalogue.epoch < epoch) {
      reading ??= read().finally(() => {
        reading = null;
      });
      catalogue = await reading;
    }
    return catalogue;
  }

  return {
    current: async () => kept ?? since(0),
    since,
    latest: async () => since(await readEpoch(ctx.db)),
  };
}
