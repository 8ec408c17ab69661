/** The `state` in DataCite's answer to a stranger; `absent` when it shows them none. */
export async function readDataciteState(dataciteUrl: string, doi: string): Promise<string> {
  const response = await fetch(`${dataciteUrl}/dois/${encodeURIComponent(doi)}`);
  const body: unknown = await response.json();
  if (response.status === 404) return 'absent';
  const answer = body as { data?: { attributes?: { state?: string } } };
  return answer.data?.attributes?.state ?? `an answer of ${response.status} without a state`;
}
