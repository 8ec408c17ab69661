import { compareDoi, type DataciteMetadata, type DoiRecord, getDoi } from '@mintmark/datacite';
import { transact } from '../../db/index.ts';
import { readRegistrarAccount } from './accounts/store.ts';
import { settleBudget } from './budget/store.ts';
import { createDataciteConfig, type DataciteContext } from './datacite-config.ts';
import { readRegistration } from './store.ts';
import { budgetName } from './sync.ts';

/** What a registrar shows of an identifier, against what it acknowledged. */
export type ReadBack =
  | { kind: 'as-wanted'; detail: string }
  /** It may show it yet. */
  | { kind: 'differs'; details: string[] }
  /** `refused`: the registrar does not take our credentials. */
  | { kind: 'later'; detail: string; refused: boolean };

/**
 * Reads an identifier back from its registrar, and compares state, address, titles and creators with what it should know.
 * One request; it counts for the budget of the account.
 * @throws Error when no registrar must know of it
 */
export async function readBack(ctx: DataciteContext, pid: string): Promise<ReadBack> {
  const registration = await readRegistration(ctx.db, pid);
  if (registration === null) throw new Error(`no registrar has to know of ${pid}`);
  const account = await readRegistrarAccount(ctx.db, registration.registrarAccountId);
  if (account === null) throw new Error(`no registrar account ${registration.registrarAccountId}`);
  if (account.pause !== null || account.outage !== null) {
    return { kind: 'later', detail: 'Nothing is sent to the registrar at the moment.', refused: false };
  }
  const answer = await getDoi(createDataciteConfig(ctx, account, { subject: pid, keepBodies: false }), pid);
  await transact(ctx.db, (tx) => settleBudget(tx, budgetName(account), 1));
  switch (answer.kind) {
    case 'found': {
      const details = compare(registration.wanted, answer.doi);
      return details.length === 0
        ? { kind: 'as-wanted', detail: `DataCite shows ${pid} as ${answer.doi.state}, at ${answer.doi.url}.` }
        : { kind: 'differs', details };
    }
    case 'absent':
      return { kind: 'differs', details: [`DataCite does not show ${pid} yet.`] };
    case 'refused': {
      const detail = answer.errors.map((each) => each.detail).join(' ');
      return { kind: 'later', detail, refused: answer.status === 401 || answer.status === 403 };
    }
    case 'later':
      return { kind: 'later', detail: answer.reason, refused: false };
    default:
      return answer satisfies never;
  }
}

function compare(
  wanted: { state: string; target: string | null; metadata: DataciteMetadata | null },
  found: DoiRecord,
): string[] {
  const state = wanted.state === 'findable' ? 'findable' : 'registered';
  const differences = compareDoi({ state, url: wanted.target }, found).map(({ detail }) => detail);
  const { titles = [], creators = [] } = wanted.metadata ?? {};
  const attributes = found.attributes;
  const given = { titles: titles.map(({ title }) => title), creators: creators.map(({ name }) => name) };
  if (!isSame(given.titles, readMembers(attributes.titles, 'title'))) {
    differences.push('DataCite shows other titles.');
  }
  if (!isSame(given.creators, readMembers(attributes.creators, 'name'))) {
    differences.push('DataCite shows other creators.');
  }
  return differences;
}

/** One member of each object of a list that came from outside. */
function readMembers(list: unknown, member: string): unknown[] {
  if (!Array.isArray(list)) return [];
  return list.map((each: unknown) =>
    typeof each === 'object' && each !== null ? (each as Record<string, unknown>)[member] : null,
  );
}

/** Letters and digits alone: DataCite takes markup out and writes some characters as entities. */
function isSame(wanted: readonly unknown[], found: readonly unknown[]): boolean {
  const bare = (values: readonly unknown[]) =>
    values.map((value) =>
      String(value ?? '')
        .normalize('NFKC')
        .replaceAll(/<[^>]*>|&(?:amp|lt|gt|quot|#39);/g, ' ')
        .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
        .trim(),
    );
  return JSON.stringify(bare(wanted)) === JSON.stringify(bare(found));
}
