import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Db } from '../../db/index.ts';
import { type Actor, isOperator } from '../../http/actor.ts';
import { type Steward, stewardOf, stewardOfKey } from '../../http/steward.ts';
import { type AuthenticationContext, identifyCaller } from './authenticate.ts';
import { readFirstOrganisation } from './organisations/store.ts';

/**
 * Says what the sender of a request may do with schemes and links: a machine with an organisation's key, or whoever
 * `authenticateRequest` says; null for a stranger. Notes on the request who it is, and asks only where nobody has
 * asked before.
 * @throws AppError invalid-token when the key or token is malformed, unknown, expired or revoked; cross-site when
 *   another site's page uses a session to change something
 */
export async function authenticateSteward(
  ctx: AuthenticationContext,
  request: FastifyRequest,
): Promise<Steward | null> {
  if (request.actor === null && request.organisationKey === null) await identifyCaller(ctx, request);
  if (request.organisationKey !== null) return stewardOfKey(request.organisationKey);
  return request.actor === null ? null : stewardOfActor(ctx.db, request.actor);
}

/** Lets routes of a scope ask for the steward of a request (`requireSteward`); call it before they are registered. */
export function recogniseStewards(app: FastifyInstance, ctx: AuthenticationContext): void {
  app.addHook('onRequest', async (request) => {
    request.steward = await authenticateSteward(ctx, request);
  });
}

/** What operators make without saying whose is the first organisation's, unless they work for one themselves. */
async function stewardOfActor(db: Db, actor: Actor): Promise<Steward> {
  const steward = stewardOf(actor);
  const hasOwn = actor.kind === 'person' && actor.memberships.some((each) => each.role !== 'member');
  if (!isOperator(actor) || hasOwn) return steward;
  return { ...steward, defaultOrganisationId: (await readFirstOrganisation(db)).id };
}
