import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { goTo, type Organisation, page, readField } from '../../accounts/index.ts';
import { forAdministrators, keepingFormToken } from '../pages/keeping-pages.ts';
import { presentTabs } from '../pages/manage-tabs.ts';
import { registerDocumentation } from './documentation.ts';
import { type DossierSettings, dossierFields } from './dossier.ts';
import { readDossier } from './read-dossier.ts';
import { setSettings } from './set-settings.ts';
import { readSettings } from './store.ts';
import { writeMarkdown } from './write-markdown.ts';

type DossierPageContext = Pick<AppContext, 'config' | 'db' | 'now' | 'pages' | 'secrets'>;
type Asking = { person: PersonActor; organisation: Organisation; slug: string };
type Form = { settings: DossierSettings; problems: Record<string, string> };

const PATH = '/app/orcid/manage/:slug/dossier';

export function dossierPath(slug: string): string {
  return PATH.replace(':slug', encodeURIComponent(slug));
}

/** The page that administrators print or download, and send to ORCID. */
export function registerDossierPages(app: FastifyInstance, ctx: DossierPageContext): void {
  registerDocumentation(app);
  app.get(
    PATH,
    page,
    forAdministrators(ctx, async (request, reply, asking) => {
      const { organisation, slug } = asking;
      if (readField(request.query, 'format') === 'markdown') {
        return reply
          .type('text/markdown; charset=utf-8')
          .header('cache-control', 'no-store')
          .header('content-disposition', `attachment; filename="orcid-dossier-${slug}.md"`)
          .send(writeMarkdown(await readDossier(ctx, organisation)));
      }
      const settings = await readSettings(ctx.db, organisation.id);
      return sendDossier(ctx, reply, 200, asking, { settings, problems: {} });
    }),
  );

  app.post(
    PATH,
    page,
    forAdministrators(ctx, async (request, reply, asking) => {
      const settings = Object.fromEntries(
        dossierFields.map((field) => [field, readField(request.body, field)]),
      ) as DossierSettings;
      try {
        await setSettings(ctx, asking.person, asking.organisation.id, settings);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'invalid-input') throw error;
        const problems = Object.fromEntries(
          error.problems.map(({ pointer, detail }) => [pointer.slice(1), detail]),
        );
        return sendDossier(ctx, reply, error.status, asking, { settings, problems });
      }
      return goTo(ctx, reply, dossierPath(asking.slug));
    }),
  );
}

async function sendDossier(
  ctx: DossierPageContext,
  reply: FastifyReply,
  status: number,
  { person, organisation, slug }: Asking,
  form: Form,
): Promise<FastifyReply> {
  return ctx.pages.send(reply, status, 'orcid-dossier', {
    title: `ORCID: about the integration of ${organisation.name}`,
    tabs: presentTabs(slug, 'credentials'),
    home: dossierPath(slug),
    formToken: keepingFormToken(ctx, person),
    dossier: await readDossier(ctx, organisation),
    form,
  });
}
