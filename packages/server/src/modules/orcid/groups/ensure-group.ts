import { randomUUID } from 'node:crypto';
import {
  type Answer,
  createRecordApi,
  isClientRefusal,
  type OrcidGroup,
  type OrcidProblem,
  requestClientToken,
  type TokenFailure,
} from '@mintmark/orcid';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { type EventActor, recordEvent } from '../../../events.ts';
import type { OrganisationClient } from '../clients/client.ts';
import { openOrcidClient } from '../clients/open-client.ts';
import { createPaced, createPacedTokens } from '../pace/call-in-turn.ts';
import type { Group, GroupRecord } from './group.ts';
import { findGroup, noteGroup } from './store.ts';

type GroupContext = Pick<AppContext, 'config' | 'db' | 'log' | 'now' | 'pause' | 'secrets'>;

/** What ORCID says of a group that is there already. */
const DUPLICATE_GROUP = 9025;

/**
 * Sees to it that a registry has a group of peer reviews: finds it by its id, or makes it. It looks before it makes one,
 * so that an answer that was lost doubles nothing. What was found once is not asked for again.
 * @param wish.record what to make it with; null: it has to be there
 * @param wish.actor who wants it; made by nobody but the service otherwise
 * @returns the group and whether it was made just now; a problem with `kind: 'invalid'` when it is not there
 */
export async function ensureGroup(
  ctx: GroupContext,
  client: OrganisationClient,
  wish: { groupId: string; record: GroupRecord | null; actor: EventActor },
): Promise<Answer<{ group: Omit<Group, 'seq'>; created: boolean }>> {
  const known = await findGroup(ctx.db, client.id, wish.groupId);
  if (known !== null) return { ok: true, group: known, created: false };
  const found = await lookUp(ctx, client, { groupId: wish.groupId });
  if (!found.ok) return found;
  if (found.group !== null) return keep(ctx, client, wish.actor, found.group, false);
  if (wish.record === null) {
    return refuse(
      'invalid',
      `ORCID has no group ${wish.groupId}. Give its name, description and type too, and it is made.`,
      null,
    );
  }
  return make(ctx, client, wish.actor, { 'group-id': wish.groupId, ...wish.record });
}

/** Finds a group of that name, or makes it under the given id. @param fallbackId what it is made under */
export async function ensureNamedGroup(
  ctx: GroupContext,
  client: OrganisationClient,
  wish: { record: GroupRecord; fallbackId: string; actor: EventActor },
): Promise<Answer<{ group: Omit<Group, 'seq'>; created: boolean }>> {
  const found = await lookUp(ctx, client, { name: wish.record.name });
  if (!found.ok) return found;
  if (found.group !== null) return keep(ctx, client, wish.actor, found.group, false);
  return ensureGroup(ctx, client, { groupId: wish.fallbackId, record: wish.record, actor: wish.actor });
}

async function lookUp(
  ctx: GroupContext,
  client: OrganisationClient,
  by: { groupId: string } | { name: string },
): Promise<Answer<{ group: OrcidGroup | null }>> {
  const opened = await openGroups(ctx, client, '/group-id-record/read');
  if (!opened.ok) return opened;
  return ofClientItself(await createPaced(ctx, client)(() => opened.api.findGroup(by)));
}

async function make(
  ctx: GroupContext,
  client: OrganisationClient,
  actor: EventActor,
  group: OrcidGroup,
): Promise<Answer<{ group: Omit<Group, 'seq'>; created: boolean }>> {
  const opened = await openGroups(ctx, client, '/group-id-record/update');
  if (!opened.ok) return opened;
  const answer = ofClientItself(await createPaced(ctx, client)(() => opened.api.addGroup(group)));
  if (answer.ok) return keep(ctx, client, actor, { ...group, 'put-code': answer.putCode }, true);
  const { kind, code } = answer.problem;
  if (kind !== 'duplicate' && code !== DUPLICATE_GROUP) return answer;
  // Somebody has made it between our looking and our making.
  const found = await lookUp(ctx, client, { groupId: group['group-id'] });
  if (!found.ok) return found;
  return found.group === null ? answer : keep(ctx, client, actor, found.group, false);
}

/** Both kinds of calls need a token of the client itself; a new one each time, since they are few. */
async function openGroups(ctx: GroupContext, client: OrganisationClient, scope: string) {
  const bare = await openOrcidClient(ctx, client);
  const token = await createPacedTokens(ctx, client)(() => requestClientToken(bare, scope));
  if (!token.ok) return toProblem(token, scope);
  const secrets = [token.accessToken];
  const opened = await openOrcidClient(ctx, client, { secrets });
  return {
    ok: true as const,
    api: createRecordApi(opened, { api: client.api, accessToken: token.accessToken }),
  };
}

async function keep(
  ctx: GroupContext,
  client: OrganisationClient,
  actor: EventActor,
  found: OrcidGroup,
  created: boolean,
): Promise<Answer<{ group: Omit<Group, 'seq'>; created: boolean }>> {
  const putCode = found['put-code'] ?? null;
  if (putCode === null) return refuse('later', 'ORCID told a group without its put code.', null);
  const group = {
    id: randomUUID(),
    orcidClientId: client.id,
    groupId: found['group-id'],
    name: found.name,
    description: found.description ?? null,
    type: found.type,
    putCode,
    createdAt: ctx.now(),
  };
  await transact(ctx.db, async (tx) => {
    if (!(await noteGroup(tx, group))) return;
    await recordEvent(tx, {
      at: group.createdAt,
      subject: { type: 'orcid-group', id: group.id },
      action: created ? 'group-create' : 'group-find',
      actor,
      after: { organisationId: client.organisationId, groupId: group.groupId, putCode },
    });
  });
  return { ok: true, group: (await findGroup(ctx.db, client.id, group.groupId)) ?? group, created };
}

/** No person's permission is at stake here: the token is the client's own, and was given a moment ago. */
function ofClientItself<T>(answer: Answer<T>): Answer<T> {
  if (answer.ok) return answer;
  const { problem } = answer;
  switch (problem.kind) {
    case 'grant-revoked':
    case 'token-of-other-record':
      return { ok: false, problem: { ...problem, kind: 'later' } };
    case 'scope-missing':
      return { ok: false, problem: { ...problem, kind: 'invalid' } };
    default:
      return answer;
  }
}

function toProblem(failure: TokenFailure, scope: string): { ok: false; problem: OrcidProblem } {
  if (failure.reason === 'unreachable') return refuse('later', failure.detail, null);
  if (isClientRefusal(failure.error)) return refuse('client-refused', failure.detail, null);
  return refuse(
    'invalid',
    `These credentials get no token for ${scope}: ${failure.detail}. Groups need member credentials with that scope.`,
    null,
  );
}

function refuse(
  kind: OrcidProblem['kind'],
  detail: string,
  status: number | null,
): { ok: false; problem: OrcidProblem } {
  return {
    ok: false,
    problem: { kind, status, code: null, detail, putCode: null, movedTo: null, retryAfterMs: null },
  };
}
