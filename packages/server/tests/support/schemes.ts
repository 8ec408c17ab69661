import type { Api } from './api.ts';

export type SchemeBody = {
  namespace: string;
  title: string;
  profile: string;
  organisation: string;
  shared: boolean;
  identifiers: { ai: string; shortcode: string; label: string }[];
  linkTypes: { uri: string; profile: string };
  version: number;
  mirror: { key: string; state: string; problem: string | null };
  document: Record<string, unknown> & { applicationIdentifiers: Record<string, unknown>[] };
};

/** The document of the specification, under any namespace. */
export function describeProducts(namespace: string): {
  namespace: string;
  namespaceURI: string;
  namespaceProfile: string;
  applicationIdentifiers: Record<string, unknown>[];
} {
  return {
    namespace,
    namespaceURI: '',
    namespaceProfile: '',
    applicationIdentifiers: [
      {
        title: 'Global Trade Item Number (GTIN)',
        label: 'GTIN',
        shortcode: 'gtin',
        ai: '01',
        type: 'I',
        regex: '(\\d{12,14}|\\d{8})',
        qualifiers: ['10'],
      },
      {
        title: 'Batch or lot number',
        label: 'BATCH/LOT',
        shortcode: 'lot',
        ai: '10',
        type: 'Q',
        regex: '([\\x21-\\x22\\x25-\\x2F\\x30-\\x39\\x41-\\x5A\\x5F\\x61-\\x7A]{0,20})',
      },
    ],
  };
}

/** Registers a scheme. @throws Error when it was refused */
export async function registerScheme(api: Api, document: { namespace?: unknown }): Promise<SchemeBody> {
  const answer = await api.put<SchemeBody>(`/schemes/${String(document.namespace)}`, document);
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
