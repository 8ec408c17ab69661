import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { isStorableText } from '../../../http/body.ts';
import { presentMoment } from '../../../http/moment.ts';
import { goTo, type Organisation, page, readField, readPageId } from '../../accounts/index.ts';
import { forAdministrators, keepingFormToken } from '../pages/keeping-pages.ts';
import { managePath, presentTabs } from '../pages/manage-tabs.ts';
import { eraseByName, readNamedPerson } from './erase-by-name.ts';
import { REASON_LIMIT } from './erase-person.ts';
import { finishAnyway } from './finish-anyway.ts';
import { listErasures, PATIENCE } from './store.ts';

type ErasurePageContext = Pick<
  AppContext,
  'afterConnectionChange' | 'config' | 'db' | 'log' | 'now' | 'pages' | 'secrets'
>;

type Asking = { person: PersonActor; organisation: Organisation; slug: string };
type Problems = Partial<Record<'person' | 'reason', string>>;
type Form = { person: string; reason: string; removesItems: boolean; problems: Problems };

const ERASURES_SHOWN = 100;
const PERSON_LIMIT = 300;
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
      sendErasures(ctx, reply, 200, asking, { person: '', reason: '', removesItems: false, problems: {} }),
    ),
  );

  app.post(
    PATH,
    page,
    forAdministrators(ctx, async (request, reply, asking) => {
      const form = readForm(request.body);
      try {
        const person = readNamedPerson(form.person);
        if (form.problems.reason !== undefined) return await sendErasures(ctx, reply, 400, asking, form);
        const { reason, removesItems } = form;
        await eraseByName(ctx, asking.person, asking.organisation, { person, removesItems, reason });
      } catch (error) {
        if (!(error instanceof AppError) || !['invalid-input', 'not-found'].includes(error.code)) throw error;
        const problems = { ...form.problems, person: error.message };
        return sendErasures(ctx, reply, error.status, asking, { ...form, problems });
      }
      return goTo(ctx, reply, `${managePath(asking.slug, 'exports')}/erasures`);
    }),
  );

  app.post(
    `${PATH}/:id/finish`,
    page,
    forAdministrators(ctx, async (request, reply, { person, organisation, slug }) => {
      const { reason, problems } = readForm(request.body);
      if (problems.reason !== undefined) throw new AppError('invalid-input', problems.reason);
      await finishAnyway(ctx, person, organisation, { id: readPageId(request), reason });
      return goTo(ctx, reply, `${managePath(slug, 'exports')}/erasures`);
    }),
  );
}

function readForm(body: unknown): Form {
  const reason = readField(body, 'reason').trim();
  const isGood = reason !== '' && reason.length <= REASON_LIMIT && isStorableText(reason);
  return {
    person: readField(body, 'person').trim().slice(0, PERSON_LIMIT),
    reason: reason.slice(0, REASON_LIMIT),
    removesItems: readField(body, 'removes_items') === 'yes',
    problems: isGood ? {} : { reason: `Say in 1 to ${REASON_LIMIT} characters why.` },
  };
}

async function sendErasures(
  ctx: ErasurePageContext,
  reply: FastifyReply,
  status: number,
  { person, organisation, slug }: Asking,
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
    limits: { person: PERSON_LIMIT, reason: REASON_LIMIT },
    form,
    erasures: erasures.map((each) => ({
      id: each.id,
      reason: each.reason,
      state: stateTexts[each.state],
      detail: each.detail,
      at: presentMoment(each.createdAt),
      finish:
        each.state !== 'done' && each.attempts >= PATIENCE ? `${back}/erasures/${each.id}/finish` : null,
    })),
  });
}
