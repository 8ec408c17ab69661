import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { AppContext } from '../../../../context.ts';
import type { Db, Tx } from '../../../../db/index.ts';
import { hasTombstone } from '../store.ts';
import { insertPepper, listPeppers, type Pepper, pepperContext } from './store.ts';

type PepperContext = Pick<AppContext, 'log' | 'now' | 'secrets'>;

/** Whom an organisation has erased, as far as anybody may know it. */
export type ErasedPerson = { environment: string; orcid: string };

/** What is left of an erased person: a digest that recognises their iD, and the pepper that it was made with. */
export type Tombstone = { mac: Buffer; pepperId: string };

const PEPPER_BYTES = 32;

/**
 * Digests an erased person with the newest pepper of the organisation that can be opened; the first one is made here. Two
 * that are made at the same moment do no harm: people are looked for under each.
 */
export async function makeTombstone(
  tx: Tx,
  ctx: PepperContext,
  organisationId: string,
  person: ErasedPerson,
): Promise<Tombstone> {
  const { opened } = openPeppers(ctx, await listPeppers(tx, organisationId));
  const pepper = opened.at(-1) ?? (await makePepper(tx, ctx, organisationId));
  return { mac: digest(pepper.key, person), pepperId: pepper.id };
}

/**
 * Whether an organisation has erased, or is erasing, a person: under its peppers, and for those who were erased before there
 * were any, under the keys that are known.
 * @param people the person under each iD that they have and had
 * @returns null: a pepper cannot be opened here, and who was digested with it is not recognised
 */
export async function isErased(
  db: Db,
  ctx: PepperContext,
  organisationId: string,
  people: readonly ErasedPerson[],
): Promise<boolean | null> {
  const { opened, areAll } = openPeppers(ctx, await listPeppers(db, organisationId));
  const macs = people.flatMap((person) => [
    ...opened.map(({ key }) => digest(key, person)),
    ...ctx.secrets.macs(describe(person)),
  ]);
  return (await hasTombstone(db, organisationId, macs)) || (areAll ? false : null);
}

type Opened = { id: string; key: Buffer };

function openPeppers(ctx: PepperContext, peppers: readonly Pepper[]): { opened: Opened[]; areAll: boolean } {
  const opened: Opened[] = [];
  for (const pepper of peppers) {
    try {
      const key = Buffer.from(ctx.secrets.open(pepper.sealed, pepperContext(pepper)), 'base64url');
      opened.push({ id: pepper.id, key });
    } catch {
      ctx.log.error({ pepperId: pepper.id }, 'what erased people are recognised by cannot be opened');
    }
  }
  return { opened, areAll: opened.length === peppers.length };
}

async function makePepper(tx: Tx, ctx: PepperContext, organisationId: string): Promise<Opened> {
  const id = randomUUID();
  const key = randomBytes(PEPPER_BYTES);
  const sealed = ctx.secrets.seal(key.toString('base64url'), pepperContext({ id, organisationId }));
  await insertPepper(tx, { id, organisationId, sealed, createdAt: ctx.now() });
  return { id, key };
}

function digest(pepper: Buffer, person: ErasedPerson): Buffer {
  return createHmac('sha256', pepper).update(describe(person)).digest();
}

function describe({ environment, orcid }: ErasedPerson): string {
  return `erased person|${environment}|${orcid}`;
}
