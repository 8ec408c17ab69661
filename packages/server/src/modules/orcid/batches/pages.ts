import multipart from '@fastify/multipart';
import { itemKinds } from '@mintmark/orcid';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { readFieldsBeforeFiles, readFormFiles, stopReading } from '../../../http/form-files.ts';
import type { RowFormat } from '../../../http/row-files/rows.ts';
import { goTo, type Organisation, page, presentTime, readField, readPageId } from '../../accounts/index.ts';
import { chooseRegistry } from '../entries/choose-registry.ts';
import { standOfEntry } from '../entries/present.ts';
import { listEntries } from '../entries/store.ts';
import { requireOrcidOrganisation } from '../organisation.ts';
import { managePath, presentTabs } from '../pages/manage-tabs.ts';
import { formTokenOf, signedIn } from '../pages/signed-in.ts';
import { type Batch, isFinished } from './batch.ts';
import { cancelBatch } from './cancel-batch.ts';
import { BATCH_BYTES } from './limits.ts';
import { receiveBatch } from './receive-batch.ts';
import { repeatBatch } from './repeat-batch.ts';
import { type RowReport, readReports } from './results.ts';
import { listBatches, readBatch } from './store.ts';

type BatchPageContext = Pick<
  AppContext,
  'config' | 'db' | 'log' | 'now' | 'pages' | 'secrets' | 'wakeEntries'
>;

const PATH = '/app/orcid/manage/:slug/batches';
const BATCHES_SHOWN = 20;
const ENTRIES_SHOWN = 20;
const ROWS_SHOWN = 100;

type UploadForm = { kind: string; dryRun: boolean; refusal: { detail: string; problems: string[] } | null };
const emptyForm: UploadForm = { kind: 'employment', dryRun: true, refusal: null };

/** Where administrators upload files of entries, try them first, and see what became of each row. */
export function registerBatchPages(app: FastifyInstance, ctx: BatchPageContext): void {
  app.get(
    PATH,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:read');
      return sendBatchesPage(ctx, reply, person, organisation, { status: 200, form: emptyForm });
    }),
  );

  // Apart, because forms with files are not read into memory.
  app.register(async (files) => {
    await files.register(multipart, {
      limits: { fileSize: BATCH_BYTES + 1, files: 1, fields: 20, fieldSize: 4096 },
      throwFileSizeLimit: true,
    });
    files.post(
      PATH,
      { ...page, preHandler: readFieldsBeforeFiles, onSend: stopReading },
      signedIn(ctx, async (request, reply, person) => {
        const slug = readField(request.params, 'slug');
        const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:write');
        const form = {
          kind: readField(request.body, 'kind'),
          dryRun: readField(request.body, 'dry_run') === 'yes',
        };
        try {
          const kind = itemKinds.find((each) => each === form.kind);
          if (kind === undefined) throw new AppError('invalid-input', 'Choose what the rows are about.');
          const { value: file } = await readFormFiles(request).next();
          if (file === undefined) throw new AppError('malformed-body', 'Choose a file first.');
          const client = await chooseRegistry(ctx.db, organisation.id, undefined);
          const batch = await receiveBatch(ctx, {
            actor: person,
            organisation,
            environment: client.environment,
            kind,
            dryRun: form.dryRun,
            format: formatOf(file.name),
            fileName: file.name,
            key: null,
            body: file.body,
          });
          return await goTo(ctx, reply, batchPath(slug, batch.id));
        } catch (error) {
          if (!(error instanceof AppError) || error.status >= 500) throw error;
          const problems = error.problems.map(({ detail }) => detail);
          const refusal = { detail: error.message, problems };
          return sendBatchesPage(ctx, reply, person, organisation, {
            status: error.status,
            form: { ...form, refusal },
          });
        }
      }),
    );
  });

  app.get(
    `${PATH}/:id`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:read');
      const batch = await requireBatch(organisation, readPageId(request, NO_BATCH));
      const after = Number(/^\d{1,6}$/.exec(readField(request.query, 'after'))?.[0] ?? -1);
      return sendBatchPage(ctx, reply, person, organisation, batch, after);
    }),
  );

  app.post(
    `${PATH}/:id/:what`,
    page,
    signedIn(ctx, async (request, reply, person) => {
      const slug = readField(request.params, 'slug');
      const organisation = await requireOrcidOrganisation(ctx.db, person, slug, 'orcid:write');
      const batch = await requireBatch(organisation, readPageId(request, NO_BATCH));
      const what = readField(request.params, 'what');
      if (what !== 'apply' && what !== 'cancel') throw new AppError('not-found', NO_BATCH);
      const next = await (what === 'apply' ? repeatBatch : cancelBatch)(ctx, person, batch);
      return goTo(ctx, reply, batchPath(slug, next.id));
    }),
  );

  async function requireBatch(organisation: Organisation, id: string): Promise<Batch> {
    const batch = await readBatch(ctx.db, id);
    if (batch?.organisationId === organisation.id) return batch;
    throw new AppError('not-found', NO_BATCH);
  }
}

const NO_BATCH = 'The organisation has no such batch.';

function batchPath(slug: string, id: string): string {
  return `${managePath(slug, 'batches')}/${id}`;
}

/** Files are called by what they hold; browsers say little about it. */
function formatOf(name: string): RowFormat {
  if (/\.json$/i.test(name)) return 'json';
  return /\.(?:ndjson|jsonl)$/i.test(name) ? 'ndjson' : 'csv';
}

async function sendBatchesPage(
  ctx: BatchPageContext,
  reply: FastifyReply,
  person: PersonActor,
  organisation: Organisation,
  { status, form }: { status: number; form: UploadForm },
): Promise<FastifyReply> {
  const { id, slug, name } = organisation;
  const home = managePath(slug, 'batches');
  const batches = await listBatches(ctx.db, id, { limit: BATCHES_SHOWN, before: null });
  const entries = await listEntries(ctx.db, { organisationId: id }, { limit: ENTRIES_SHOWN, before: null });
  return ctx.pages.send(reply, status, 'orcid-batches', {
    title: `ORCID: batches of ${name}`,
    tabs: presentTabs(slug, 'batches'),
    home,
    formToken: formTokenOf(ctx, person),
    form,
    kinds: itemKinds.map((kind) => ({
      kind,
      text: nameKind(kind),
      chosen: kind === form.kind,
      template: `/api/v1/organisations/${slug}/orcid/batches/templates/${kind}.csv?example=true`,
    })),
    batches: batches.map((batch) => ({ href: batchPath(slug, batch.id), ...describeBatch(batch) })),
    entries: entries.map((entry) => {
      const { state, detail, putCode } = standOfEntry(entry);
      return {
        title: entry.title,
        kind: nameKind(entry.kind),
        localId: entry.localId,
        person: entry.orcid ?? entry.email,
        state: stateTexts[state],
        detail,
        putCode,
      };
    }),
  });
}

async function sendBatchPage(
  ctx: BatchPageContext,
  reply: FastifyReply,
  person: PersonActor,
  organisation: Organisation,
  batch: Batch,
  after: number,
): Promise<FastifyReply> {
  const { slug } = organisation;
  const self = batchPath(slug, batch.id);
  const result = `/api/v1/organisations/${slug}/orcid/batches/${batch.id}/result`;
  const reports = await readReports(ctx.db, batch, { after, limit: ROWS_SHOWN + 1 });
  const shown = reports.slice(0, ROWS_SHOWN);
  const last = shown.at(-1);
  return ctx.pages.send(reply, 200, 'orcid-batch', {
    title: batch.dryRun ? 'Dry run of a batch' : 'Batch',
    tabs: presentTabs(slug, 'batches'),
    home: managePath(slug, 'batches'),
    self,
    formToken: formTokenOf(ctx, person),
    batch: describeBatch(batch),
    isFinished: isFinished(batch),
    mayApply: batch.dryRun && batch.state === 'done' && batch.clearedAt === null && batch.rowsOk > 0,
    mayCancel: !isFinished(batch) && batch.state !== 'cancelling',
    isCleared: batch.clearedAt !== null,
    downloads: { csv: `${result}?format=csv`, json: `${result}?format=json` },
    rows: shown.map((report) => presentReport(report, batch.dryRun)),
    next: reports.length > ROWS_SHOWN && last !== undefined ? `${self}?after=${last.number}` : null,
  });
}

function describeBatch(batch: Batch) {
  return {
    kind: nameKind(batch.kind),
    fileName: batch.fileName,
    dryRun: batch.dryRun,
    state: batchTexts[batch.state],
    detail: batch.endDetail,
    total: batch.rowsTotal,
    done: batch.rowsDone,
    ok: batch.rowsOk,
    refused: batch.rowsRefused,
    skipped: batch.rowsSkipped,
    createdAt: presentTime(batch.createdAt),
    by: batch.actor.kind === 'person' ? (batch.actor.name ?? batch.actor.orcid) : 'the operator',
  };
}

function presentReport(report: RowReport, dryRun: boolean) {
  return {
    line: report.line,
    localId: report.localId,
    person: report.orcid ?? report.email,
    outcome: (dryRun ? triedTexts : outcomeTexts)[report.outcome],
    isRefused: report.outcome === 'refused' || report.state === 'refused',
    state: report.state === null ? null : stateTexts[report.state as keyof typeof stateTexts],
    putCode: report.putCode,
    detail: report.detail,
    errors: report.errors,
  };
}

const batchTexts: Readonly<Record<Batch['state'], string>> = {
  waiting: 'Waits for its turn',
  running: 'Under way',
  cancelling: 'Being stopped',
  done: 'Done',
  cancelled: 'Stopped before its end',
  failed: 'Failed',
};

const outcomeTexts: Readonly<Record<RowReport['outcome'], string>> = {
  waiting: 'Not yet worked on',
  created: 'New',
  updated: 'Changed',
  unchanged: 'As it was',
  refused: 'Refused',
  skipped: 'Left out',
};

const triedTexts: Readonly<Record<RowReport['outcome'], string>> = {
  ...outcomeTexts,
  created: 'Would be new',
  updated: 'Would be changed',
  refused: 'Would be refused',
};

const stateTexts = {
  due: 'on its way',
  asking: 'the person is asked first',
  held: 'waits',
  acknowledged: 'on the record',
  refused: 'refused by ORCID',
  'deleted-by-user': 'taken off by the person',
  removed: 'taken off',
} as const;

function nameKind(kind: string): string {
  const words = kind.replaceAll('-', ' ').replace(/\burl\b/, 'URL');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
