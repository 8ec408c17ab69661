import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Tx, transact } from '../../../../db/index.ts';
import type { PersonActor } from '../../../../http/actor.ts';
import { decodeCursor, encodeCursor, toPage } from '../../../../http/paging.ts';
import { goTo, type PageContext, page, readField, readPageId } from '../../../accounts/index.ts';
import { canonicalName, type Shoulder } from '../../shoulder.ts';
import { requireManagedShoulder } from '../change-shoulder.ts';
import { formatShoulder } from '../create-shoulder.ts';
import { advancePast } from '../names/advance-past.ts';
import { holdNamesOf, releaseHold } from '../names/hold-names.ts';
import { importMinterState } from '../names/import-minter-state.ts';
import { queueNamesOf, takeBackName } from '../names/queue-names.ts';
import { readMinterState } from '../names/read-minter-state.ts';
import { NAMES_LIMIT } from '../names/read-names.ts';
import { countKeptNames, listHeldNames, listQueuedNames } from '../names/store.ts';
import { REASON_LIMIT } from '../requests/schema.ts';
import { readCounter } from '../store.ts';
import { presentTime } from './describe.ts';
import { emptyForm, type Form, hasProblems, problemsOf, readTexts, requireRefusal } from './form.ts';
import { formTokenOf, signedIn } from './signed-in.ts';

const NAMES_SHOWN = 50;
/** What a form holds; more comes over the API. */
const TEXT_LIMIT = 50_000;
const MINTER_FORMATS = ['nog', 'perl-noid'] as const;

type NameForms = Partial<Record<'hold' | 'queue' | 'advance' | 'import', Form>>;

/** Single names of a shoulder, for administrators: held back, let out again, minted elsewhere. */
export function registerNamePages(app: FastifyInstance, ctx: PageContext): void {
  app.get(
    '/app/shoulders/:id/names',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const shoulder = await requireManagedShoulder(ctx.db, person, readPageId(request));
      return sendNamesPage(ctx, request, reply, 200, person, shoulder, {});
    }),
  );

  app.post(
    '/app/shoulders/:id/names/hold',
    page,
    signedIn(ctx, (request, reply, person) =>
      takeNames(ctx, request, reply, person, 'hold', (tx, shoulder, names, form) => {
        const reason = form.values.reason || null;
        return holdNamesOf(tx, person, shoulder.id, { names, reason }, ctx.now());
      }),
    ),
  );

  app.post(
    '/app/shoulders/:id/names/queue',
    page,
    signedIn(ctx, (request, reply, person) =>
      takeNames(ctx, request, reply, person, 'queue', (tx, shoulder, names) =>
        queueNamesOf(tx, person, shoulder.id, { names, dueAt: null }, ctx.now()),
      ),
    ),
  );

  app.post(
    '/app/shoulders/:id/names/advance',
    page,
    signedIn(ctx, (request, reply, person) =>
      takeNames(ctx, request, reply, person, 'advance', (tx, shoulder, names) =>
        advancePast(tx, person, shoulder.id, names, ctx.now()),
      ),
    ),
  );

  app.post(
    '/app/shoulders/:id/names/lift',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      await releaseHold(ctx, person, id, readField(request.body, 'name'));
      return goTo(ctx, reply, `/app/shoulders/${id}/names`);
    }),
  );

  app.post(
    '/app/shoulders/:id/names/take-back',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const id = readPageId(request);
      await takeBackName(ctx, person, id, readField(request.body, 'name'));
      return goTo(ctx, reply, `/app/shoulders/${id}/names`);
    }),
  );

  app.post(
    '/app/shoulders/:id/names/import',
    page,
    signedIn(ctx, async (request, reply, person) => {
      const shoulder = await requireManagedShoulder(ctx.db, person, readPageId(request));
      const { values, problems } = readTexts(request.body, { format: 100, text: TEXT_LIMIT });
      const { text = '' } = values;
      const format = MINTER_FORMATS.find((each) => each === values.format);
      if (format === undefined) problems.format = ['Choose one of the kinds offered.'];
      if (text === '') problems.text = ['Paste what the other minter says of itself.'];
      const form: Form = { ...emptyForm, values, problems };
      const show = (status: number, shown: Form) =>
        sendNamesPage(ctx, request, reply, status, person, shoulder, { import: shown });
      if (format === undefined || hasProblems(problems)) return show(400, form);
      try {
        const state = readMinterState({ format, text });
        await transact(ctx.db, (tx) => importMinterState(tx, ctx, person, shoulder.id, state));
        return goTo(ctx, reply, `/app/shoulders/${shoulder.id}/names`);
      } catch (error) {
        const refusal = requireRefusal(error);
        return show(refusal.status, { ...form, problems: problemsOf(refusal, values) });
      }
    }),
  );
}

/** Reads the names of a form, does what the form is for, and shows what came of it. */
async function takeNames(
  ctx: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  person: PersonActor,
  action: 'hold' | 'queue' | 'advance',
  work: (tx: Tx, shoulder: Shoulder, names: string[], form: Form) => Promise<unknown>,
): Promise<FastifyReply> {
  const shoulder = await requireManagedShoulder(ctx.db, person, readPageId(request));
  const { values, problems } = readTexts(request.body, { names: TEXT_LIMIT, reason: REASON_LIMIT });
  const listed = [...new Set((values.names ?? '').split(/\s+/).filter((each) => each !== ''))];
  if (listed.length === 0) problems.names ??= ['Give at least one name.'];
  if (listed.length > NAMES_LIMIT) problems.names = [`Give ${NAMES_LIMIT} names or fewer at a time.`];
  const form: Form = { ...emptyForm, values, problems };
  const show = (status: number, shown: Form) =>
    sendNamesPage(ctx, request, reply, status, person, shoulder, { [action]: shown });
  if (hasProblems(problems)) return show(400, form);
  try {
    await transact(ctx.db, (tx) => work(tx, shoulder, listed, form));
    return goTo(ctx, reply, `/app/shoulders/${shoulder.id}/names`);
  } catch (error) {
    const refusal = requireRefusal(error);
    return show(refusal.status, { ...form, problems: problemsOf(refusal, values, { names: listed }) });
  }
}

async function sendNamesPage(
  ctx: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  shoulder: Shoulder,
  forms: NameForms,
): Promise<FastifyReply> {
  const limit = NAMES_SHOWN + 1;
  const held = await listHeldNames(ctx.db, shoulder.id, { limit, afterName: readCursor(request, 'held') });
  const queued = await listQueuedNames(ctx.db, shoulder.id, {
    limit,
    afterName: readCursor(request, 'queued'),
  });
  const cursorOf = ({ name }: { name: string }) => encodeCursor([name]);
  return ctx.pages.send(reply, status, 'shoulder-names', {
    title: 'Single names',
    formToken: formTokenOf(ctx, person),
    shoulder: {
      id: shoulder.id,
      start: canonicalName(shoulder.type, `${shoulder.prefix}/${shoulder.shoulder}`),
      title: shoulder.title ?? formatShoulder(shoulder),
      template: shoulder.template,
    },
    counter: await readCounter(ctx.db, shoulder.id),
    counts: await countKeptNames(ctx.db, shoulder.id),
    held: toPage(held, NAMES_SHOWN, (each) => ({ ...each, heldAt: presentTime(each.heldAt) }), cursorOf),
    queued: toPage(queued, NAMES_SHOWN, (each) => ({ ...each, dueAt: presentTime(each.dueAt) }), cursorOf),
    hold: forms.hold ?? emptyForm,
    queue: forms.queue ?? emptyForm,
    advance: forms.advance ?? emptyForm,
    import: forms.import ?? emptyForm,
    limits: { text: TEXT_LIMIT, reason: REASON_LIMIT },
    formats: [
      { value: 'nog', text: 'Nog, as EZID or noidy keeps it (JSON)' },
      { value: 'perl-noid', text: 'Perl Noid (db_dump or dbinfo)' },
    ],
  });
}

function readCursor(request: FastifyRequest, name: string): string | null {
  const cursor = readField(request.query, name);
  return cursor === '' ? null : String(decodeCursor(cursor, ['string'])[0]);
}
