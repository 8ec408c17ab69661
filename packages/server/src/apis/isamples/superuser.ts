import type { FastifyRequest } from 'fastify';
import type { AppContext } from '../../context.ts';
import { AppError } from '../../errors.ts';
import { type Actor, isOperator, requireActor } from '../../http/actor.ts';
import { readFirstOrganisation, requireOurPages } from '../../modules/accounts/index.ts';
import { managedOrganisation } from '../../modules/minting/index.ts';

/**
 * A superuser as iSamples calls them: an administrator of an organisation by session or by an access token with
 * `org:admin`, or an operator; with the organisation that they act for. An id_token says who somebody is, not that they
 * mean to change what others may do.
 * @throws AppError not-allowed, cross-site
 */
export async function requireSuperuser(
  ctx: Pick<AppContext, 'config' | 'db'>,
  request: FastifyRequest,
): Promise<{ actor: Actor; organisationId: string }> {
  const actor = requireActor(request);
  // Some of these calls are GETs that change something: a link on another site must not be able to make them.
  if (actor.kind === 'person' && actor.via.kind === 'session') requireOurPages(ctx, request);
  const organisationId =
    managedOrganisation(actor) ?? (isOperator(actor) ? (await readFirstOrganisation(ctx.db)).id : null);
  if (organisationId === null) {
    throw new AppError(
      'not-allowed',
      actor.kind === 'person' && actor.via.kind === 'id-token'
        ? 'An ORCID id_token mints; to manage, use an access token of an administrator with the scope org:admin, from /app/tokens.'
        : 'Only administrators of an organisation may do this.',
    );
  }
  return { actor, organisationId };
}
