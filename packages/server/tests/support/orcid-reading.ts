import { control } from './orcid-deposits.ts';
import type { System } from './start-system.ts';

/** A day, after which records are read again though nobody says that they changed. */
export const POLLING_MS = 24 * 3_600_000;

/** Reads every record that is due by polling. */
export async function poll(system: System): Promise<void> {
  system.clock.advance(POLLING_MS);
  await system.drain();
}

/** A work in ORCID's shape. */
export function workWith(
  title: string,
  ids: readonly (readonly [type: string, value: string])[],
  type = 'journal-article',
): Record<string, unknown> {
  return {
    title: { title: { value: title } },
    type,
    'external-ids': {
      'external-id': ids.map(([idType, value]) => ({
        'external-id-type': idType,
        'external-id-value': value,
        'external-id-relationship': 'self',
      })),
    },
  };
}

/** An employment in ORCID's shape. */
export function employmentAt(
  organisation: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    organization: {
      name: organisation,
      address: { city: 'Finse', country: 'NO' },
      'disambiguated-organization': {
        'disambiguated-organization-identifier': 'https://ror.org/01xtthb56',
        'disambiguation-source': 'ROR',
      },
    },
    'department-name': 'Snow',
    'role-title': 'Researcher',
    'start-date': { year: { value: '2019' }, month: { value: '09' } },
    ...more,
  };
}

/** Puts an item on a record at ORCID: the person, unless it is a client. @returns its put code */
export async function putOnRecord(
  system: Pick<System, 'orcid'>,
  orcid: string,
  kind: string,
  item: Record<string, unknown>,
  source?: string,
): Promise<number> {
  const { putCode } = await control<{ putCode: number }>(system, 'POST', `records/${orcid}/items`, {
    kind,
    item,
    ...(source === undefined ? {} : { source }),
  });
  return putCode;
}

/** The person takes an item off their record at ORCID. */
export async function takeOffRecord(
  system: Pick<System, 'orcid'>,
  orcid: string,
  putCode: number,
): Promise<void> {
  await control(system, 'DELETE', `records/${orcid}/items/${putCode}`);
}

/** Calls of one kind that reached the stand-in. */
export async function readsOf(system: Pick<System, 'orcid'>, orcid: string): Promise<number> {
  const { items } = await control<{ items: { method: string; path: string }[] }>(system, 'GET', 'requests');
  return items.filter(({ method, path }) => method === 'GET' && path.endsWith(`/${orcid}/record`)).length;
}

export type DifferenceBody = {
  id: string;
  sort: string;
  kind: string;
  title: string;
  detail: string;
  state: string;
  source: string | null;
  itemId: string | null;
  here: { name: string; text: string }[] | null;
  there: { name: string; text: string }[] | null;
};
