import type { FastifyInstance, FastifyReply } from 'fastify';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { chooseOrganisation, goTo, listOthers, page, pageOf, readField } from '../../accounts/index.ts';
import { ADDRESS_LIMIT, putCurationSettings, readCurationSettings } from '../../notifications/index.ts';
import { putRequestSettings } from '../settings/put-request-settings.ts';
import { REQUESTS_PER_YEAR_LIMIT } from '../settings/routes.ts';
import { readRequestSettings } from '../settings/store.ts';
import { CURATION_PATH, SETTINGS_PATH } from './paths.ts';
import { formTokenOf, type RequestPageContext, signedIn } from './signed-in.ts';

type Organisation = Awaited<ReturnType<typeof chooseOrganisation>>;

/** One form as it was sent, to be shown again, and what is wrong with it. */
type SentForm = { name: 'mails' | 'limit'; typed: string; mistake: string };

/** Where administrators settle what applies to all requests of their organisation. It works without JavaScript. */
export function registerSettingsPage(app: FastifyInstance, ctx: RequestPageContext): void {
  app.get(
    SETTINGS_PATH,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const organisation = await chooseOrganisation(ctx.db, person, readField(request.query, 'organisation'));
      return sendSettingsPage(ctx, reply, 200, person, organisation, null);
    }),
  );

  registerForm(app, ctx, 'mails', async (person, organisationId, typed, version) => {
    const address = typed === '' ? null : typed;
    await putCurationSettings(ctx, person, { organisationId, address }, new Set([version]));
  });
  registerForm(app, ctx, 'limit', async (person, organisationId, typed, version) => {
    const requestsPerYear = readLimit(typed);
    await putRequestSettings(ctx, person, { organisationId, requestsPerYear }, new Set([version]));
  });
}

function registerForm(
  app: FastifyInstance,
  ctx: RequestPageContext,
  name: SentForm['name'],
  put: (person: PersonActor, organisationId: string, typed: string, version: number) => Promise<void>,
): void {
  app.post(
    `${SETTINGS_PATH}/${name}`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const organisation = await chooseOrganisation(ctx.db, person, readField(request.body, 'organisation'));
      const typed = readField(request.body, name).trim().slice(0, ADDRESS_LIMIT).toWellFormed();
      const version = readField(request.body, 'version');
      try {
        await put(person, organisation.id, typed, /^\d{1,9}$/.test(version) ? Number(version) : -1);
      } catch (error) {
        if (!(error instanceof AppError) || !['invalid-input', 'version-mismatch'].includes(error.code))
          throw error;
        const mistake =
          error.code === 'version-mismatch'
            ? 'Somebody else has changed this meanwhile. What applies now is above; save again if you still want to.'
            : (error.problems[0]?.detail ?? error.message);
        return sendSettingsPage(ctx, reply, error.status, person, organisation, { name, typed, mistake });
      }
      return goTo(ctx, reply, pageOf(SETTINGS_PATH, organisation));
    }),
  );
}

/** @throws AppError invalid-input */
function readLimit(typed: string): number | null {
  if (typed === '') return null;
  const limit = /^\d{1,6}$/.test(typed) ? Number(typed) : Number.POSITIVE_INFINITY;
  if (limit <= REQUESTS_PER_YEAR_LIMIT) return limit;
  throw new AppError('invalid-input', 'Give a whole number, at most 100,000, or leave it empty.');
}

async function sendSettingsPage(
  ctx: RequestPageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  organisation: Organisation,
  sent: SentForm | null,
): Promise<FastifyReply> {
  const mails = await readCurationSettings(ctx.db, organisation.id);
  const limit = await readRequestSettings(ctx.db, organisation.id);
  const form = (name: SentForm['name'], kept: string, version: number) => ({
    action: `${SETTINGS_PATH}/${name}`,
    version,
    kept,
    value: sent?.name === name ? sent.typed : kept,
    mistake: sent?.name === name ? sent.mistake : null,
  });
  return ctx.pages.send(reply, status, 'curation-settings', {
    title: `Settings of requests of ${organisation.name}`,
    organisation,
    others: await listOthers(ctx.db, person, organisation, SETTINGS_PATH),
    queue: CURATION_PATH,
    formToken: formTokenOf(ctx, person),
    addressLimit: ADDRESS_LIMIT,
    mails: form('mails', mails.address ?? '', mails.version),
    limit: form('limit', limit.requestsPerYear === null ? '' : String(limit.requestsPerYear), limit.version),
  });
}
