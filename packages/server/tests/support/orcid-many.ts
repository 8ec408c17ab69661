import type { Api } from './api.ts';
import { control } from './orcid-deposits.ts';
import type { System } from './start-system.ts';

/** The credentials that the service has at the stand-in. */
export const OURS = 'APP-MINTMARKSTANDIN0';
const SCOPE = '/read-limited /activities/update /person/update';

/**
 * Makes so many people at the registry and connects them as another system with the same credentials left them: by the
 * import of its tokens.
 * @returns their iDs
 */
export async function importPeople(
  system: Pick<System, 'orcid'>,
  operator: Api,
  count: number,
): Promise<string[]> {
  const { items: people } = await control<{ items: string[] }>(system, 'POST', 'people/many', { count });
  const connections = [];
  for (const orcid of people) {
    const { accessToken } = await control<{ accessToken: string }>(system, 'POST', 'tokens', {
      orcid,
      clientId: OURS,
      scope: SCOPE,
    });
    const issuedAt = new Date().toISOString();
    const grant = {
      access_token: accessToken,
      scope: SCOPE,
      issued_at: issuedAt,
      expires_in: 631_138_518,
    };
    connections.push({ orcid, environment: 'stand-in', client_id: OURS, grants: [grant] });
  }
  const { status, body } = await operator.post<{ items: { outcome: string }[] }>(
    '/organisations/default/orcid/imports',
    { format: 'mintmark-orcid-connections/1', connections },
  );
  if (status !== 200 || body.items.some(({ outcome }) => outcome !== 'imported')) {
    throw new Error(`not imported: ${status} ${JSON.stringify(body).slice(0, 1000)}`);
  }
  return people;
}
