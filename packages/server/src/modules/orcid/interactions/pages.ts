import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { presentMoment } from '../../../http/moment.ts';
import { decodeCursor, encodeCursor } from '../../../http/paging.ts';
import { sendLines } from '../../../http/send-lines.ts';
import { type ListedInteraction, listInteractions, readInteraction } from '../../../outside/index.ts';
import { goTo, type Organisation, page, readField, readPageId } from '../../accounts/index.ts';
import { forAdministrators, keepingFormToken } from '../pages/keeping-pages.ts';
import { managePath, presentTabs } from '../pages/manage-tabs.ts';
import { bundleInteractions } from './bundle-interactions.ts';
import { keptDaysLimits, readRetention, setRetention } from './keep-interactions.ts';
import { type AskedFilter, methods, readFilter } from './read-filter.ts';
import { noCall } from './routes.ts';

type LogContext = Pick<AppContext, 'config' | 'db' | 'now' | 'pages' | 'secrets'>;

const CALLS_SHOWN = 50;
const PATH = '/app/orcid/manage/:slug/log';
const statusTexts = [
  ['2', 'Done (2xx)'],
  ['3', 'Sent elsewhere (3xx)'],
  ['4', 'Refused (4xx)'],
  ['5', 'Failed at ORCID (5xx)'],
  ['none', 'No answer'],
] as const;

/** The pages of an organisation's log: a search, and one call in full. */
export function registerLogPages(app: FastifyInstance, ctx: LogContext): void {
  app.get(
    PATH,
    page,
    forAdministrators(ctx, async (request, reply, { person, organisation, slug }) => {
      const asked = readAsked(request.query);
      const cursor = readField(request.query, 'cursor');
      const saved = readField(request.query, 'saved') === '1';
      return sendLog(ctx, reply, { person, organisation, slug, asked, cursor, saved });
    }),
  );

  app.post(
    `${PATH}/bundle`,
    page,
    forAdministrators(ctx, async (request, reply, { person, organisation, slug }) => {
      const filter = readFilter(readAsked(request.body), '');
      reply.header('content-disposition', `attachment; filename="orcid-log-${slug}.jsonl"`);
      return sendLines(request, reply, bundleInteractions(ctx, person, organisation, filter));
    }),
  );

  app.post(
    `${PATH}/retention`,
    page,
    forAdministrators(ctx, async (request, reply, { person, organisation, slug }) => {
      const days = Number(readField(request.body, 'kept_days'));
      const { least, most } = keptDaysLimits;
      if (!Number.isInteger(days) || days < least || days > most) {
        throw new AppError('invalid-input', `Keep calls for ${least} to ${most} days.`);
      }
      await setRetention(ctx, person, organisation.id, days);
      return goTo(ctx, reply, `${managePath(slug, 'log')}?saved=1`);
    }),
  );

  app.get(
    `${PATH}/:id`,
    page,
    forAdministrators(ctx, async (request, reply, { organisation, slug }) => {
      const call = await readInteraction(ctx.db, organisation.id, readPageId(request));
      if (call === null) throw noCall();
      return ctx.pages.send(reply, 200, 'orcid-call', {
        title: `${call.method} at ORCID, ${presentMoment(call.at).text}`,
        tabs: presentTabs(slug, 'log'),
        back: managePath(slug, 'log'),
        call: { ...presentCall(slug, call), thing: call.thing },
        parts: [
          { name: 'What was sent', headers: call.requestHeaders, body: call.requestBody },
          ...(call.status === null
            ? []
            : [
                { name: 'What ORCID answered', headers: call.responseHeaders ?? {}, body: call.responseBody },
              ]),
        ].map(({ name, headers, body }) => ({ name, headers: Object.entries(headers), body })),
      });
    }),
  );
}

function readAsked(input: unknown): AskedFilter {
  const names = ['orcid', 'thing', 'method', 'status', 'from', 'until'] as const;
  return Object.fromEntries(names.map((name) => [name, readField(input, name).slice(0, 100)]));
}

async function sendLog(
  ctx: LogContext,
  reply: FastifyReply,
  shown: {
    person: PersonActor;
    organisation: Organisation;
    slug: string;
    asked: AskedFilter;
    cursor: string;
    saved: boolean;
  },
): Promise<FastifyReply> {
  const { person, organisation, slug, asked, cursor, saved } = shown;
  const { calls, problems } = await search(ctx, organisation, asked, cursor);
  const last = calls.length > CALLS_SHOWN ? calls[CALLS_SHOWN - 1] : undefined;
  const path = managePath(slug, 'log');
  const given = Object.entries(asked).filter(([, value]) => value !== '');
  return ctx.pages.send(reply, problems.size > 0 ? 400 : 200, 'orcid-log', {
    title: `ORCID: log of ${organisation.name}`,
    tabs: presentTabs(slug, 'log'),
    formToken: keepingFormToken(ctx, person),
    path,
    credentialsHref: managePath(slug, 'credentials'),
    asked,
    isFiltered: given.length > 0,
    problem: (name: string) => problems.get(name) ?? null,
    methods,
    statuses: statusTexts.map(([value, text]) => ({ value, text })),
    calls: calls.slice(0, CALLS_SHOWN).map((call) => presentCall(slug, call)),
    next:
      last === undefined
        ? null
        : `${path}?${new URLSearchParams([...given, ['cursor', encodeCursor([last.at.toISOString(), last.id])]] as [string, string][])}`,
    keptDays: await readRetention(ctx.db, organisation.id),
    keptDaysLimits,
    saved,
  });
}

/** The calls that are asked for, or what is wrong with the question by its field. */
async function search(
  ctx: LogContext,
  organisation: Organisation,
  asked: AskedFilter,
  cursor: string,
): Promise<{ calls: ListedInteraction[]; problems: Map<string, string> }> {
  const [at, id] = cursor === '' ? [] : decodeCursor(cursor, ['time', 'uuid']);
  try {
    const calls = await listInteractions(ctx.db, organisation.id, readFilter(asked, ''), {
      limit: CALLS_SHOWN + 1,
      before: at === undefined ? null : { at: String(at), id: String(id) },
    });
    return { calls, problems: new Map() };
  } catch (error) {
    if (!(error instanceof AppError) || error.problems.length === 0) throw error;
    return {
      calls: [],
      problems: new Map(error.problems.map(({ pointer, detail }) => [pointer.slice(1), detail])),
    };
  }
}

function describeStatus(status: number): string {
  const named = statusTexts.find(([digit]) => digit === String(status).charAt(0));
  return named === undefined ? String(status) : named[1].replace(/\(.*\)/, `(${status})`);
}

function presentCall(slug: string, call: ListedInteraction) {
  return {
    id: call.id,
    href: `${managePath(slug, 'log')}/${call.id}`,
    at: presentMoment(call.at),
    orcid: call.subject,
    method: call.method,
    url: call.url,
    outcome: call.status === null ? `No answer: ${call.error ?? ''}` : describeStatus(call.status),
    isFailure: call.status === null || call.status >= 400,
    durationMs: call.durationMs,
  };
}
