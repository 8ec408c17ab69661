import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PersonActor } from '../../../http/actor.ts';
import { createSignedInPages, type Organisation, type PageContext, readField } from '../../accounts/index.ts';
import { requireOrcidOrganisation } from '../organisation.ts';

const { signedIn, formTokenOf } = createSignedInPages({
  about: 'orcid-keeping',
  home: '/app/orcid',
  signedOut: { view: 'orcid-keeping-signed-out', title: "Sign in to see your organisation's ORCID log" },
});

export const keepingFormToken = formTokenOf;

/** A handler of a page about one organisation's log, exports or erasures, for its administrators. */
export function forAdministrators(
  ctx: PageContext,
  answer: (
    request: FastifyRequest,
    reply: FastifyReply,
    asking: { person: PersonActor; organisation: Organisation; slug: string },
  ) => Promise<FastifyReply>,
) {
  return signedIn(ctx, async (request, reply, person) => {
    const slug = readField(request.params, 'slug');
    const scope = request.method === 'GET' ? 'orcid:read' : 'orcid:write';
    const organisation = await requireOrcidOrganisation(ctx.db, person, slug, scope);
    return answer(request, reply, { person, organisation, slug });
  });
}
