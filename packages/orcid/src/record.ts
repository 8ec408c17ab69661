import { assertOrcid } from '@mintmark/identifiers';
import type { OrcidClient } from './client.ts';
import { classifyOrcidError, type OrcidProblem } from './error-policy.ts';

export type ReadRecordOptions = {
  /** Which API to ask; default `public`. Member tokens with /read-limited see more at the member API. */
  api?: 'public' | 'member';
  /** How much of the record; default `record`, which is everything. */
  section?: 'record' | 'person';
};

/**
 * Reads a record as ORCID's JSON (v3.0). `accessToken` null reads anonymously. Throws `InvalidIdentifierError` when
 * `orcid` is no iD; every answer and every failure of the network is returned.
 */
export async function readRecord(
  client: OrcidClient,
  orcid: string,
  accessToken: string | null,
  options: ReadRecordOptions = {},
): Promise<{ ok: true; record: unknown } | { ok: false; problem: OrcidProblem }> {
  const { api = 'public', section = 'record' } = options;
  const base = api === 'member' ? client.environment.memberApi : client.environment.publicApi;
  const url = `${base}/${assertOrcid(orcid).canonical}/${section}`;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (accessToken !== null) headers.authorization = `Bearer ${accessToken}`;
  let status: number;
  let retryAfter: string | null;
  let text: string;
  try {
    const response = await client.fetch(url, {
      headers,
      // A merged record answers 301 with the new iD: the caller must learn it, not just its content.
      redirect: 'manual',
      signal: AbortSignal.timeout(client.timeoutMs),
    });
    status = response.status;
    retryAfter = response.headers.get('retry-after');
    text = await response.text();
  } catch {
    return { ok: false, problem: noAnswer('ORCID could not be reached, or did not answer in time') };
  }
  if (status !== 200) {
    // ORCID's 401 repeats the token.
    const safe = accessToken === null ? text : text.replaceAll(accessToken, '[redacted]');
    return { ok: false, problem: classifyOrcidError(status, parseJson(safe) ?? safe, { retryAfter }) };
  }
  const body = parseJson(text);
  // A page of HTML with status 200 comes from something in front of ORCID.
  if (body === undefined) return { ok: false, problem: noAnswer('Something other than ORCID answered') };
  return { ok: true, record: body };
}

function noAnswer(detail: string): OrcidProblem {
  return {
    kind: 'later',
    status: null,
    code: null,
    detail,
    putCode: null,
    movedTo: null,
    retryAfterMs: null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
