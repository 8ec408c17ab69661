import type { System } from './start-system.ts';

export type StoredDoi = {
  doi: string;
  state: string;
  registered: string | null;
  url: string | null;
  writeCount: number;
  writes: { method: string; status: number; event: string | null }[];
};

export type SentRequest = { method: string; path: string; status: number | null; fault: string | null };

/** The control of the DataCite stand-in, and DataCite as another program with the same account sees it. */
export function controlDatacite({ datacite }: Pick<System, 'datacite'>) {
  const read = async <T>(path: string): Promise<T[]> => {
    const answer = await fetch(`${datacite.url}/_control/${path}`);
    return ((await answer.json()) as { items: T[] }).items;
  };
  return {
    dois: () => read<StoredDoi>('dois'),
    requests: () => read<SentRequest>('requests'),
    faults: () => read<{ kind: string; struck: number }>('faults'),
    async forgetRequests() {
      await fetch(`${datacite.url}/_control/requests`, { method: 'DELETE' });
    },
    async orderFault(fault: Record<string, unknown>) {
      const answer = await fetch(`${datacite.url}/_control/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    async clearFaults() {
      await fetch(`${datacite.url}/_control/faults`, { method: 'DELETE' });
    },
    /** Writes a DOI with our account, but not from here. @returns the status */
    async writeElsewhere(doi: string, attributes: Record<string, unknown>) {
      const credentials = Buffer.from('MINTMARK.DEMO:stand-in-password').toString('base64');
      const answer = await fetch(`${datacite.url}/dois/${doi}`, {
        method: 'PUT',
        headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/vnd.api+json' },
        body: JSON.stringify({ data: { type: 'dois', attributes: { doi, ...attributes } } }),
      });
      return answer.status;
    },
    /** Deletes a draft that was written so. @returns the status */
    async deleteElsewhere(doi: string) {
      const credentials = Buffer.from('MINTMARK.DEMO:stand-in-password').toString('base64');
      const headers = { authorization: `Basic ${credentials}` };
      return (await fetch(`${datacite.url}/dois/${doi}`, { method: 'DELETE', headers })).status;
    },
  };
}
