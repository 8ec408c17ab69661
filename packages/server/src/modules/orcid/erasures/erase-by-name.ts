import { randomUUID } from 'node:crypto';
import { parseOrcid } from '@mintmark/identifiers';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import { isStorableText } from '../../../http/body.ts';
import type { Organisation } from '../../accounts/index.ts';
import { listClientsOfOrganisation } from '../clients/store.ts';
import { findConnectionsOf } from '../connections/store.ts';
import { listConnectionsOfAddress } from '../entries/store.ts';
import { erasePerson } from './erase-person.ts';
import { forgetPerson } from './forget.ts';
import { type Erasure, insertErasure } from './store.ts';
import { makeTombstone, type Tombstone } from './tombstones/tombstone.ts';

type EraseContext = Pick<AppContext, 'afterConnectionChange' | 'db' | 'log' | 'now' | 'secrets'>;

const EMAIL_LIMIT = 254;

/** Reads whom somebody names: an iD, or whatever has an at sign. @throws AppError invalid-input */
export function readNamedPerson(text: string): NamedPerson {
  const name = text.trim();
  if (name.includes('@') && name.length <= EMAIL_LIMIT && isStorableText(name)) {
    return { orcid: null, address: name.toLowerCase() };
  }
  const parsed = parseOrcid(name);
  if (parsed.ok) return { orcid: parsed.value.canonical, address: null };
  throw new AppError('invalid-input', `Give an ORCID iD or an e-mail address. ${parsed.problem.message}`);
}

/** A person by their iD, or by the address that they were invited at, in small letters. */
export type NamedPerson = { orcid: string; address: null } | { orcid: null; address: string };

/**
 * Begins to erase a person of whom only an iD or an address is known: each connection of theirs as `erasePerson` says. Of
 * somebody who has never connected, there is nothing to be revoked, so all of it is deleted at once.
 * @throws AppError not-found when nothing is kept of such a person
 */
export async function eraseByName(
  ctx: EraseContext,
  actor: Actor,
  organisation: Organisation,
  wish: { person: NamedPerson; removesItems: boolean; reason: string },
): Promise<Erasure[]> {
  const { person, removesItems, reason } = wish;
  const clients = await listClientsOfOrganisation(ctx.db, organisation.id);
  const connectionIds =
    person.orcid === null
      ? await listConnectionsOfAddress(ctx.db, organisation.id, person.address)
      : (
          await Promise.all(
            clients.map(({ environment }) =>
              findConnectionsOf(ctx.db, {
                environment,
                orcids: [person.orcid],
                organisationId: organisation.id,
              }),
            ),
          )
        )
          .flat()
          .map(({ id }) => id);
  const begun: Erasure[] = [];
  for (const connectionId of connectionIds) {
    begun.push(await erasePerson(ctx, actor, organisation, { connectionId, removesItems, reason }));
  }
  if (begun.length > 0) return begun;
  return eraseUnconnected(ctx, actor, organisation, {
    person,
    environments: clients.map(({ environment }) => environment),
    reason,
  });
}

async function eraseUnconnected(
  ctx: EraseContext,
  actor: Actor,
  organisation: Organisation,
  wish: { person: NamedPerson; environments: readonly string[]; reason: string },
): Promise<Erasure[]> {
  const { person, environments, reason } = wish;
  return transact(ctx.db, async (tx) => {
    const found = await forgetPerson(tx, { organisationId: organisation.id, connectionId: null, ...person });
    if (found === 0) {
      throw new AppError('not-found', 'The organisation keeps nothing of such a person.');
    }
    const { orcid } = person;
    const tombstones: (Tombstone | null)[] = [];
    for (const environment of environments) {
      if (orcid === null) break;
      tombstones.push(await makeTombstone(tx, ctx, organisation.id, { environment, orcid }));
    }
    const erasures: Erasure[] = [];
    for (const tombstone of tombstones.length === 0 ? [null] : tombstones) {
      const now = ctx.now();
      const erasure = await insertErasure(tx, {
        id: randomUUID(),
        organisationId: organisation.id,
        connectionId: null,
        tombstone,
        removesItems: false,
        reason,
        state: 'done',
        detail: null,
        attempts: 0,
        createdAt: now,
        finishedAt: now,
      });
      await recordEvent(tx, {
        at: now,
        subject: { type: 'orcid-erasure', id: erasure.id },
        action: 'finish',
        actor: toEventActor(actor),
        after: { removesItems: false },
        reason,
      });
      erasures.push(erasure);
    }
    return erasures;
  });
}
