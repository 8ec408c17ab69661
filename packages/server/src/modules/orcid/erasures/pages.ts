import { parseOrcid } from '@mintmark/identifiers';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from '../../../context.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { isStorableText } from '../../../http/body.ts';
import { presentMoment } from '../../../http/moment.ts';
import { goTo, type Organisation, page, readField } from '../../accounts/index.ts';
import { listClientsOfOrganisation } from '../clients/store.ts';
import { findConnectionsOf } from '../connections/store.ts';
import { forAdministrators, keepingFormToken } from '../pages/keeping-pages.ts';
import { managePath, presentTabs } from '../pages/manage-tabs.ts';
import { erasePerson, REASON_LIMIT } from './erase-person.ts';
import { listErasures } from './store.ts';

type ErasurePageContext = Pick<
  AppContext,
  'afterConnectionChange' | 'config' | 'db' | 'now' | 'pages' | 'secrets'
>;

type Problems = Partial<Record<'orcid' | 'reason', string>>;
type Form = { orcid: string; reason: string; removesItems: boolean; problems: Problems };

const ERASURES_SHOWN = 100;
const ORCID_LIMIT = 100;
const PATH = '/app/orcid/manage/:slug/exports/erasures';
const stateTexts = {
  removing: 'Our items are leaving the record',
  revoking: 'Tokens are being revoked at ORCID',
  done: 'Erased',
};

/** The page where administrators delete what their organisation keeps of a person, and see what that waits for. */
export function registerErasurePages(app: FastifyInstance, ctx: ErasurePageContext): void {
  app.get(
    PATH,
    page,
    forAdministrators(ctx, async (_request, reply, asking) =>
      sendErasures(ctx, reply, 200, asking, { orcid: '', reason: '', removesItems: false, problems: {} }),
    ),
  );

  app.post(
    PATH,
    page,
    forAdministrators(ctx, async (request, reply, asking) => {
      const { person, organisation, slug } = asking;
      const read = readForm(request.body);
      if (!read.ok) return sendErasures(ctx, reply, 400, asking, read.form);
      const { orcid, reason, removesItems } = read.form;
      const connections = await Promise.all(
        (await listClientsOfOrganisation(ctx.db, organisation.id)).map(({ environment }) =>
          findConnectionsOf(ctx.db, {
            environment,
            orcids: [orcid],
            organisationId: organisation.id,
          }),
        ),
      );
      const found = connections.flat();
      if (found.length === 0) {
        const problems = { orcid: 'Nobody with this iD is kept here. Look the person up under “People”.' };
        return sendErasures(ctx, reply, 404, asking, { ...read.form, problems });
      }
      for (const { id } of found) {
        await erasePerson(ctx, person, organisation, { connectionId: id, removesItems, reason });
      }
      return goTo(ctx, reply, `${managePath(slug, 'exports')}/erasures`);
    }),
  );
}

function readForm(body: unknown): { ok: boolean; form: Form } {
  const typed = readField(body, 'orcid').trim();
  const reason = readField(body, 'reason').trim();
  const removesItems = readField(body, 'removes_items') === 'yes';
  const parsed = parseOrcid(typed);
  const problems: Problems = {};
  if (!parsed.ok) problems.orcid = parsed.problem.message;
  if (reason === '' || reason.length > REASON_LIMIT || !isStorableText(reason)) {
    problems.reason = `Say in 1 to ${REASON_LIMIT} characters why.`;
  }
  const orcid = parsed.ok ? parsed.value.canonical : typed.slice(0, ORCID_LIMIT);
  return { ok: Object.keys(problems).length === 0, form: { orcid, reason, removesItems, problems } };
}

async function sendErasures(
  ctx: ErasurePageContext,
  reply: FastifyReply,
  status: number,
  { person, organisation, slug }: { person: PersonActor; organisation: Organisation; slug: string },
  form: Form,
): Promise<FastifyReply> {
  const erasures = await listErasures(ctx.db, organisation.id, { limit: ERASURES_SHOWN, before: null });
  const back = managePath(slug, 'exports');
  return ctx.pages.send(reply, status, 'orcid-erasures', {
    title: `ORCID: people whom ${organisation.name} erased`,
    tabs: presentTabs(slug, 'exports'),
    formToken: keepingFormToken(ctx, person),
    back,
    path: `${back}/erasures`,
    reasonLimit: REASON_LIMIT,
    form,
    erasures: erasures.map((each) => ({
      reason: each.reason,
      state: stateTexts[each.state],
      detail: each.detail,
      at: presentMoment(each.createdAt),
    })),
  });
}
