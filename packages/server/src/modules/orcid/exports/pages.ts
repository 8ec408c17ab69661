import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { isStorableText } from '../../../http/body.ts';
import { presentMoment } from '../../../http/moment.ts';
import {
  freshLoginUrl,
  goTo,
  isFreshSession,
  type Organisation,
  page,
  readAccountNames,
  readField,
  readPageId,
} from '../../accounts/index.ts';
import type { Recipient } from '../age/encrypt.ts';
import { forAdministrators, keepingFormToken } from '../pages/keeping-pages.ts';
import { managePath, presentTabs } from '../pages/manage-tabs.ts';
import { exportLimits, exportTokens, takeTokenExport } from './export-tokens.ts';
import { mediaTypes } from './routes.ts';
import { listExports } from './store.ts';
import { exportConnections } from './write-export.ts';

type ExportPageContext = Pick<AppContext, 'ageTurnstile' | 'config' | 'db' | 'now' | 'pages' | 'secrets'>;

const EXPORTS_SHOWN = 20;
const PATH = '/app/orcid/manage/:slug/exports';
const KEY_PATTERN = /^age1[02-9ac-hj-np-z]{58}$/;

type Problems = Partial<Record<'reason' | 'passphrase' | 'public_key', string>>;
type Form = { reason: string; publicKey: string; problems: Problems; refusal: string | null };

const emptyForm: Form = { reason: '', publicKey: '', problems: {}, refusal: null };

/** The page where administrators take their organisation's connections along. */
export function registerExportPages(app: FastifyInstance, ctx: ExportPageContext): void {
  app.get(
    PATH,
    page,
    forAdministrators(ctx, async (_request, reply, asking) =>
      sendExports(ctx, reply, 200, asking, emptyForm),
    ),
  );

  app.post(
    `${PATH}/plain`,
    page,
    forAdministrators(ctx, async (request, reply, { person, organisation, slug }) => {
      const format = readField(request.body, 'format') === 'csv' ? 'csv' : 'json';
      reply
        .type(mediaTypes[format])
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="orcid-connections-${slug}.${format}"`);
      return reply.send(Readable.from(exportConnections(ctx, person, organisation, format)));
    }),
  );

  app.post(
    PATH,
    page,
    forAdministrators(ctx, async (request, reply, asking) => {
      const read = readForm(request.body);
      if (!read.ok) return sendExports(ctx, reply, 400, asking, read.form);
      try {
        await exportTokens(ctx, asking.person, asking.organisation, read.wish);
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
        const { reason, recipient } = read.wish;
        const publicKey = 'publicKey' in recipient ? recipient.publicKey : '';
        return sendExports(ctx, reply.headers({ ...error.headers }), error.status, asking, {
          reason,
          publicKey,
          problems: {},
          refusal: error.message,
        });
      }
      return goTo(ctx, reply, managePath(asking.slug, 'exports'));
    }),
  );

  app.post(
    `${PATH}/:id/take`,
    page,
    forAdministrators(ctx, async (request, reply, { person, organisation, slug }) => {
      const encrypted = await takeTokenExport(ctx, person, organisation, readPageId(request));
      return reply
        .type('application/octet-stream')
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="orcid-connections-${slug}.json.age"`)
        .send(encrypted);
    }),
  );
}

/** Nothing of a passphrase comes back to the page. */
function readForm(
  body: unknown,
): { ok: true; wish: { reason: string; recipient: Recipient } } | { ok: false; form: Form } {
  const reason = readField(body, 'reason').trim();
  const passphrase = readField(body, 'passphrase');
  const publicKey = readField(body, 'public_key').trim();
  const { leastPassphrase } = exportLimits;
  const problems: Problems = {};
  if (reason === '' || reason.length > exportLimits.reason || !isStorableText(reason)) {
    problems.reason = `Say in 1 to ${exportLimits.reason} characters what it is for.`;
  }
  if ((passphrase === '') === (publicKey === '')) {
    problems.passphrase = 'Give either a passphrase or a public key.';
  } else if (passphrase !== '') {
    if (passphrase.length < leastPassphrase || passphrase.length > exportLimits.passphrase) {
      problems.passphrase = `Use ${leastPassphrase} to ${exportLimits.passphrase} characters, such as six words.`;
    } else if (passphrase !== readField(body, 'passphrase_again')) {
      problems.passphrase = 'The two passphrases differ.';
    }
  } else if (!KEY_PATTERN.test(publicKey)) {
    problems.public_key = 'A public key of age begins with “age1” and has 62 characters.';
  }
  if (Object.keys(problems).length > 0) {
    return {
      ok: false,
      form: {
        reason: isStorableText(reason) ? reason : '',
        publicKey: publicKey.slice(0, exportLimits.recipient),
        problems,
        refusal: null,
      },
    };
  }
  return { ok: true, wish: { reason, recipient: passphrase === '' ? { publicKey } : { passphrase } } };
}

async function sendExports(
  ctx: ExportPageContext,
  reply: FastifyReply,
  status: number,
  { person, organisation, slug }: { person: PersonActor; organisation: Organisation; slug: string },
  form: Form,
): Promise<FastifyReply> {
  const made = await listExports(ctx.db, organisation.id, ctx.now(), EXPORTS_SHOWN);
  const names = await readAccountNames(
    ctx.db,
    made.map(({ accountId }) => accountId),
  );
  const path = managePath(slug, 'exports');
  return ctx.pages.send(reply, status, 'orcid-exports', {
    title: `ORCID: exports of ${organisation.name}`,
    tabs: presentTabs(slug, 'exports'),
    formToken: keepingFormToken(ctx, person),
    path,
    isRefused: status === 403,
    isFresh: await isFreshSession(ctx, person),
    loginUrl: freshLoginUrl(ctx, path),
    form,
    limits: exportLimits,
    made: made.map((each) => ({
      id: each.id,
      reason: each.reason,
      connections: each.connections,
      at: presentMoment(each.createdAt),
      by: names.get(each.accountId)?.name ?? names.get(each.accountId)?.orcid ?? '',
      takenAt: each.takenAt === null ? null : presentMoment(each.takenAt),
      isMine: each.waits && each.accountId === person.accountId,
      waits: each.waits,
    })),
  });
}
