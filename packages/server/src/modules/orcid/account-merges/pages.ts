import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import { goTo, mergeAccounts, page, presentOrcidUrl, readField } from '../../accounts/index.ts';
import { formTokenOf, MERGE_PATH, OWN_PATH, signedIn } from '../pages/signed-in.ts';
import { describeMergeable, presentMergeable } from './describe.ts';

/** The page where a person merges their account under a former iD into the one that they are signed in with. */
export function registerAccountMergePages(
  app: FastifyInstance,
  ctx: Pick<AppContext, 'accountColumns' | 'config' | 'db' | 'now' | 'pages' | 'secrets'>,
): void {
  app.get(
    MERGE_PATH,
    page,
    signedIn(ctx, async (_request, reply, person) => {
      const accounts = await describeMergeable(ctx, person);
      if (accounts.length === 0) throw nothingToMerge();
      return ctx.pages.send(reply, 200, 'orcid-merge', {
        title: 'Merge your accounts',
        contactEmail: ctx.config.contactEmail,
        person: { name: person.name, orcidUrl: presentOrcidUrl(ctx.config, person.orcid) },
        formToken: formTokenOf(ctx, person),
        action: MERGE_PATH,
        home: OWN_PATH,
        accounts: accounts.map(presentMergeable),
      });
    }),
  );

  app.post(
    MERGE_PATH,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readField(request.body, 'account');
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw nothingToMerge();
      await mergeAccounts(ctx, person, id);
      return goTo(ctx, reply, `${OWN_PATH}?told=merged`);
    }),
  );
}

function nothingToMerge(): AppError {
  return new AppError('not-found', 'You have no other account here that could be merged into this one.');
}
