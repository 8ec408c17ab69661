import type { Creator } from '@mintmark/datacite';
import type { FastifyReply } from 'fastify';
import { AppError, type InputProblem } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { showAgent } from '../../../http/agents.ts';
import { presentMoment } from '../../../http/moment.ts';
import {
  type AuthenticatedOrcids,
  listNamedOrcids,
  type OrcidBases,
  orcidBases,
} from '../../../http/orcids.ts';
import { formatSize } from '../../../http/size.ts';
import { readAuthenticatedOrcids, readOrganisationNames } from '../../accounts/index.ts';
import { queueSeenBy } from '../../registration/index.ts';
import { findItem } from '../find-item.ts';
import { listIdentifiersOf } from '../identifiers/list-identifiers.ts';
import { LOCAL } from '../identifiers/register-doi.ts';
import type { HeldIdentifier, Item } from '../item.ts';
import type { ItemRights } from '../policy.ts';
import { listRevisions } from '../revisions/store.ts';
import { REASON_LIMIT } from '../withdraw-item.ts';
import { presentIdentifier, presentRevision, readTitle, stateLabels } from './describe.ts';
import { formTokenOf, type ItemPageContext } from './signed-in.ts';

const REVISIONS_SHOWN = 20;
const FILES_SHOWN = 100;

/** Why a form of the page was refused. */
export type ItemRefusal = { status: number; detail: string; problems: readonly InputProblem[] };

/** One item: what it is, its identifiers with their statuses, files, revisions, and what its reader may do with it. */
export async function sendItemPage(
  ctx: ItemPageContext,
  reply: FastifyReply,
  person: PersonActor,
  id: string,
  refusal: ItemRefusal | null = null,
): Promise<FastifyReply> {
  const found = await findItem(ctx.db, person, id);
  if (found === null || !found.rights.read) {
    throw new AppError('not-found', 'There is no such item here, or you may not see it.');
  }
  const { item, rights } = found;
  const held = await listIdentifiersOf(ctx.db, item.id);
  const revisions = await listRevisions(ctx.db, item.id, { below: null, limit: REVISIONS_SHOWN });
  const names = await readOrganisationNames(ctx.db, [item.organisationId]);
  const { orcid } = ctx.config;
  const named = listNamedOrcids([item.metadata]);
  const authenticated = Object.fromEntries(await readAuthenticatedOrcids(ctx.db, orcid.environment, named));
  const audience = queueSeenBy(person);
  const seesQueue = audience === 'all' || audience.includes(item.organisationId);
  return ctx.pages.send(reply, refusal?.status ?? 200, 'item', {
    title: readTitle(item),
    formToken: formTokenOf(ctx, person),
    refusal,
    reasonLimit: REASON_LIMIT,
    item: {
      ...presentItem(item, authenticated, orcidBases(orcid.standInUrl)),
      organisation: names.get(item.organisationId) ?? '',
    },
    identifiers: held.map((each) => presentIdentifier(each, seesQueue)),
    revisions: revisions.map(presentRevision),
    can: listMoves(item, rights, held),
  });
}

function describeReaders({ state, access }: Item): string {
  if (state === 'withdrawn') return 'those who look after it; it is withdrawn';
  const readers = access === 'public' ? 'everyone' : 'members of the organisation';
  return state === 'archived' ? readers : `${readers}, once it is archived`;
}

function presentItem(item: Item, authenticated: AuthenticatedOrcids, bases: OrcidBases) {
  const { metadata, files } = item;
  const showPerson = (agent: Creator) => showAgent(agent, authenticated, bases);
  return {
    id: item.id,
    version: item.version,
    state: stateLabels[item.state],
    reason: item.withdrawnReason,
    access: describeReaders(item),
    creators: (metadata.creators ?? []).map(showPerson),
    contributors: (metadata.contributors ?? []).map(showPerson),
    publisher: metadata.publisher?.name ?? null,
    year: metadata.publicationYear ?? null,
    type: metadata.types?.resourceTypeGeneral ?? null,
    versionNumber: item.versionNumber,
    record: JSON.stringify(metadata, null, 2),
    files: files.slice(0, FILES_SHOWN).map(({ name, url, sizeBytes, mediaType }) => ({
      name,
      url,
      about: [mediaType, sizeBytes === null ? null : formatSize(sizeBytes)].filter(Boolean).join(', '),
    })),
    moreFiles: Math.max(0, files.length - FILES_SHOWN),
    createdAt: presentMoment(item.createdAt),
    updatedAt: presentMoment(item.updatedAt),
  };
}

/** What the reader may do with it as it is now. */
function listMoves({ state }: Item, { edit }: ItemRights, held: readonly HeldIdentifier[]) {
  const doi = held.find(({ type }) => type === 'doi');
  return {
    archive: edit && state === 'workspace',
    register: edit && state !== 'withdrawn' && (doi === undefined || LOCAL.has(doi.status)),
    withdraw: edit && state === 'archived',
    reinstate: edit && state === 'withdrawn',
  };
}
