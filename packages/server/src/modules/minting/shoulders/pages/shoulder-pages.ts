import type { FastifyInstance, FastifyReply } from 'fastify';
import { listEvents } from '../../../../events.ts';
import type { PersonActor } from '../../../../http/actor.ts';
import { decodeCursor, encodeCursor, toPage } from '../../../../http/paging.ts';
import {
  goTo,
  type PageContext,
  page,
  presentOrcidUrl,
  readAuthenticatedOrcids,
  readField,
  readPageId,
} from '../../../accounts/index.ts';
import { pidStates } from '../../../pids/index.ts';
import { listRepositoryIds } from '../../../registration/index.ts';
import type { Shoulder } from '../../shoulder.ts';
import { changeShoulder, requireManagedShoulder, requireSeenShoulder } from '../change-shoulder.ts';
import { formatShoulder } from '../create-shoulder.ts';
import { readShoulderDetails } from '../read-details.ts';
import { typeNames } from '../type-names.ts';
import { describeMinters, presentTime, stateMeanings } from './describe.ts';
import { presentShoulderEvent } from './describe-event.ts';
import { type Form, hasProblems, problemsOf, readTexts, requireRefusal } from './form.ts';
import {
  isRegistrable,
  readSettingsForm,
  registrarOptions,
  roleOptions,
  settingsFormOf,
  showDifferences,
} from './settings-form.ts';
import { formTokenOf, signedIn } from './signed-in.ts';

const EVENTS_SHOWN = 50;
const TEMPLATE_FIELD_LIMIT = 100;

/** One shoulder: what it is, its settings, whether it is open, and its history. */
export function registerSinglePages(app: FastifyInstance, ctx: PageContext): void {
  app.get(
    '/app/shoulders/:id',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const shoulder = await requireSeenShoulder(ctx.db, person, readPageId(request));
      return sendShoulderPage(ctx, reply, person, shoulder);
    }),
  );

  app.post(
    '/app/shoulders/:id/open',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const { id } = await changeShoulder(ctx, person, readPageId(request), {
        versions: readVersion(request.body),
        change: { open: readField(request.body, 'open') === 'yes' },
      });
      return goTo(ctx, reply, `/app/shoulders/${id}`);
    }),
  );

  app.get(
    '/app/shoulders/:id/settings',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const shoulder = await requireManagedShoulder(ctx.db, person, readPageId(request));
      return sendSettingsPage(ctx, reply, 200, person, shoulder, null);
    }),
  );

  app.post(
    '/app/shoulders/:id/settings',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const before = await requireManagedShoulder(ctx.db, person, readPageId(request));
      const { form, settings, minters } = readSettingsForm(request.body, before.type);
      const { values, problems } = readTexts(request.body, { template: TEMPLATE_FIELD_LIMIT });
      // Stays with the form while mistakes are mended, so that nobody's change is lost to that.
      const version = readField(request.body, 'version').slice(0, 9);
      // The page has this field only while the template can still change.
      const hasTemplate = readField(request.body, 'has_template') === 'yes';
      const sent: Form = {
        ...form,
        values: { ...form.values, version, ...(hasTemplate ? values : {}) },
        problems: { ...form.problems, ...problems },
      };
      if (hasProblems(sent.problems)) return sendSettingsPage(ctx, reply, 400, person, before, sent);
      const template = hasTemplate ? { template: values.template || null } : {};
      try {
        const change = { ...settings, ...template };
        await changeShoulder(ctx, person, before.id, { versions: readVersion(request.body), change });
        return goTo(ctx, reply, `/app/shoulders/${before.id}`);
      } catch (error) {
        const refusal = requireRefusal(error);
        const present = await requireManagedShoulder(ctx.db, person, before.id);
        const shown =
          refusal.code === 'version-mismatch'
            ? showDifferences(sent, await readPresentForm(ctx, person, present))
            : { ...sent, problems: problemsOf(refusal, sent.values, { minters }) };
        return sendSettingsPage(ctx, reply, refusal.status, person, present, shown);
      }
    }),
  );

  app.get(
    '/app/shoulders/:id/history',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const shoulder = await requireManagedShoulder(ctx.db, person, readPageId(request));
      const cursor = readField(request.query, 'cursor');
      const afterId = cursor === '' ? 0 : Number(decodeCursor(cursor, ['number'])[0]);
      const events = await listEvents(
        ctx.db,
        { type: 'shoulder', id: shoulder.id },
        { afterId, limit: EVENTS_SHOWN + 1 },
      );
      const { items, next } = toPage(events, EVENTS_SHOWN, presentShoulderEvent, ({ id }) =>
        encodeCursor([id]),
      );
      return ctx.pages.send(reply, 200, 'shoulder-history', {
        title: `History of ${shoulder.title ?? formatShoulder(shoulder)}`,
        shoulder: { id: shoulder.id, name: shoulder.title ?? formatShoulder(shoulder) },
        events: items,
        next,
      });
    }),
  );
}

/** The version of a shoulder that a form was made from; what is none of ours fits no shoulder. */
function readVersion(input: unknown): ReadonlySet<number> {
  const version = readField(input, 'version');
  return new Set(/^\d{1,9}$/.test(version) ? [Number(version)] : []);
}

async function sendShoulderPage(
  ctx: PageContext,
  reply: FastifyReply,
  person: PersonActor,
  shoulder: Shoulder,
): Promise<FastifyReply> {
  const details = await readShoulderDetails(ctx, person, shoulder);
  const named = details.administration?.minters ?? [];
  const signedIn = await readAuthenticatedOrcids(ctx.db, ctx.config.orcid.environment, named);
  return ctx.pages.send(reply, 200, 'shoulder', {
    title: shoulder.title ?? formatShoulder(shoulder),
    formToken: formTokenOf(ctx, person),
    shoulder: details,
    type: typeNames[shoulder.type],
    minters: describeMinters(shoulder.minterRoles, shoulder.minters.length > 0),
    peopleNamed: named.map((orcid) => ({
      uri: presentOrcidUrl(ctx.config, orcid),
      authenticated: signedIn.has(orcid),
    })),
    createdAt: presentTime(shoulder.createdAt),
    updatedAt: presentTime(shoulder.updatedAt),
    states: pidStates.flatMap((state) => {
      const count = Number(details.counts[state] ?? 0);
      return count === 0 ? [] : [{ state, count, meaning: stateMeanings[state] }];
    }),
  });
}

async function sendSettingsPage(
  ctx: PageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  shoulder: Shoulder,
  sent: Form | null,
): Promise<FastifyReply> {
  const { administration, counts } = await readShoulderDetails(ctx, person, shoulder);
  const made = Object.values(counts).reduce<number>((sum, count) => sum + Number(count), 0);
  const isDoi = isRegistrable(shoulder.type);
  const repositoryIds = isDoi ? await listRepositoryIds(ctx.db, shoulder.organisationId) : [];
  return ctx.pages.send(reply, status, 'shoulder-change', {
    title: 'Change the settings',
    formToken: formTokenOf(ctx, person),
    shoulder: { id: shoulder.id, name: formatShoulder(shoulder) },
    form: sent ?? (await readPresentForm(ctx, person, shoulder)),
    hasNames: made > 0 || (administration?.counter ?? 0) > 0,
    isDoi,
    roles: roleOptions,
    registrars: isDoi ? registrarOptions(repositoryIds) : null,
  });
}

async function readPresentForm(ctx: PageContext, person: PersonActor, shoulder: Shoulder): Promise<Form> {
  const { administration } = await readShoulderDetails(ctx, person, shoulder);
  return settingsFormOf(shoulder, administration?.registrarAccount ?? null, ctx.config.orcid.environment);
}
