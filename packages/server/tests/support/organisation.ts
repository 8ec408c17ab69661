import { type Api, createApi } from './api.ts';
import { JOSIAH, LAURE, signIn } from './people.ts';
import { type System, TEST_ADMIN_TOKEN } from './start-system.ts';

/** A person of ORCID's examples besides the two that sign in. */
export const SOFIA = '0000-0002-1694-233X';

/** Gives an iD a role in the first organisation. */
export async function setRole(system: System, orcid: string, role: string): Promise<void> {
  const answer = await fetch(`${system.url}/api/v1/organisations/default/members/${orcid}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${TEST_ADMIN_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ role }),
  });
  if (answer.status !== 200) throw new Error(`no role for ${orcid}: ${answer.status} ${await answer.text()}`);
}

/** Takes an iD out of the first organisation. */
export async function removeMember(system: System, orcid: string): Promise<void> {
  const answer = await createApi(system, TEST_ADMIN_TOKEN).delete(`/organisations/default/members/${orcid}`);
  if (answer.status !== 204) throw new Error(`${orcid} is still a member: ${answer.status}`);
}

/** An administrator and a member of the first organisation, and the operator, each with their token. */
export async function openOrganisation(system: System): Promise<{ admin: Api; member: Api; operator: Api }> {
  const josiah = await signIn(system, JOSIAH);
  const laure = await signIn(system, LAURE);
  await setRole(system, JOSIAH, 'admin');
  return {
    admin: createApi(system, josiah.token),
    member: createApi(system, laure.token),
    operator: createApi(system, TEST_ADMIN_TOKEN),
  };
}
