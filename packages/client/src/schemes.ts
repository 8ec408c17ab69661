import type { Client } from 'openapi-fetch';
import type { paths } from './api.generated.ts';
import type { Page, Scheme, SchemeDetails, TransferredScheme } from './types.ts';

/** What can be done with identifier schemes. Every function throws `MintmarkError`. */
export type SchemeClient = {
  /** Every scheme, by namespace. */
  listSchemes(): Promise<Scheme[]>;
  readScheme(namespace: string): Promise<SchemeDetails>;
  /**
   * Registers a scheme, or replaces its document.
   * @param request.document the namespace document, with `applicationIdentifiers`
   * @param request.version of the scheme as it was read; null: it must not be there yet
   * @param request.organisation short name of the organisation that a new one will belong to
   */
  putScheme(
    namespace: string,
    request: { document: unknown; version: number | null; shared?: boolean; organisation?: string },
  ): Promise<SchemeDetails>;
  /** Takes over what stands in the object storage of the service; for operators. */
  importSchemes(wish?: { namespaces?: string[]; dryRun?: boolean }): Promise<TransferredScheme[]>;
  /** Writes all schemes to the object storage of the service now; for operators. */
  exportSchemes(): Promise<TransferredScheme[]>;
};

/** How calls of the client are made; see create-client.ts. */
type Calls = {
  answerOf<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<NonNullable<T>>;
  iteratePages<T>(
    readPage: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
  ): AsyncGenerator<T, void>;
  collect<T>(items: AsyncGenerator<T, void>): Promise<T[]>;
};

export function createSchemeClient(
  api: Client<paths>,
  { answerOf, iteratePages, collect }: Calls,
): SchemeClient {
  return {
    listSchemes: () =>
      collect(iteratePages((page) => answerOf(api.GET('/api/v1/schemes', { params: { query: page } })))),
    readScheme: (namespace) =>
      answerOf(api.GET('/api/v1/schemes/{namespace}', { params: { path: { namespace } } })),
    putScheme: (namespace, { document, version, ...query }) =>
      answerOf(
        api.PUT('/api/v1/schemes/{namespace}', {
          params: {
            path: { namespace },
            header: version === null ? {} : { 'if-match': `"${version}"` },
            query,
          },
          body: document,
        }),
      ),
    importSchemes: async (wish = {}) =>
      (await answerOf(api.POST('/api/v1/schemes/import', { body: wish }))).items,
    exportSchemes: async () => (await answerOf(api.POST('/api/v1/schemes/export', {}))).items,
  };
}
