import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import {
  type FormFile,
  readFieldsBeforeFiles,
  readFormFiles,
  stopReading,
} from '../../../http/form-files.ts';
import { type Organisation, page, readField } from '../../accounts/index.ts';
import { keyLimits } from '../age/decrypt.ts';
import { forAdministrators, keepingFormToken } from '../pages/keeping-pages.ts';
import { managePath, presentTabs } from '../pages/manage-tabs.ts';
import { type ImportOutcome, importConnections } from './import-connections.ts';
import { readFileKey, readImportFile } from './read-file.ts';
import { FILE_LIMIT } from './schema.ts';

type ImportPageContext = Pick<
  AppContext,
  'afterConnectionChange' | 'ageTurnstile' | 'config' | 'db' | 'log' | 'now' | 'pages' | 'secrets'
>;
type Asking = { person: PersonActor; organisation: Organisation; slug: string };
type Shown = {
  isTrial: boolean;
  /** Problems at the fields `file`, `passphrase` and `identity`, and those of the file. */
  refusal: { detail: string; at: string; problems: string[] } | null;
  outcomes: ImportOutcome[] | null;
};

const PATH = '/app/orcid/manage/:slug/exports/imports';
const PROBLEMS_SHOWN = 20;

/** The page where administrators take over connections from another system, and see what became of each. */
export function registerImportPages(app: FastifyInstance, ctx: ImportPageContext): void {
  app.get(
    PATH,
    page,
    forAdministrators(ctx, async (_request, reply, asking) =>
      sendImports(ctx, reply, 200, asking, { isTrial: true, refusal: null, outcomes: null }),
    ),
  );

  // Apart, because forms with files are not read into memory before it is known who sends them.
  app.register(async (files) => {
    await files.register(multipart, {
      limits: { fileSize: FILE_LIMIT + 1, files: 1, fields: 10, fieldSize: 4096 },
      throwFileSizeLimit: false,
    });
    files.post(
      PATH,
      { ...page, preHandler: readFieldsBeforeFiles, onSend: stopReading },
      forAdministrators(ctx, async (request, reply, asking) => {
        const isTrial = readField(request.body, 'trial') === 'yes';
        try {
          const key = readFileKey({
            passphrase: readField(request.body, 'passphrase').slice(0, keyLimits.passphrase),
            identity: readField(request.body, 'identity').slice(0, keyLimits.identity),
          });
          const { value: file } = await readFormFiles(request).next();
          const connections = await readImportFile(ctx, await readWhole(file), key);
          const { person, organisation } = asking;
          const outcomes = await importConnections(ctx, person, organisation, connections, isTrial);
          return await sendImports(ctx, reply, 200, asking, { isTrial, refusal: null, outcomes });
        } catch (error) {
          if (!(error instanceof AppError) || error.status >= 500) throw error;
          const refusal = presentRefusal(error);
          return sendImports(ctx, reply.headers({ ...error.headers }), error.status, asking, {
            isTrial,
            refusal,
            outcomes: null,
          });
        }
      }),
    );
  });
}

async function readWhole(file: FormFile | undefined): Promise<Buffer> {
  if (file === undefined) throw new AppError('malformed-body', 'Choose a file first.');
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of file.body) {
    size += piece.length;
    if (size > FILE_LIMIT) {
      throw new AppError(
        'body-too-large',
        'The file is larger than 16 MiB. Send its connections in several files.',
      );
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function presentRefusal({ message, problems }: AppError): Shown['refusal'] {
  const key = problems.find(({ pointer }) => pointer === '/passphrase' || pointer === '/identity');
  return {
    detail: message,
    at: key?.pointer.slice(1) ?? 'file',
    problems:
      key === undefined
        ? problems.slice(0, PROBLEMS_SHOWN).map(({ pointer, detail }) => `${pointer}: ${detail}`)
        : [],
  };
}

const outcomeTexts: Readonly<Record<ImportOutcome['outcome'], string>> = {
  imported: 'Taken over',
  exists: 'Connected here already, and left as it is',
  conflict: 'Not taken over',
  refused: 'Refused',
};
const trialTexts: typeof outcomeTexts = {
  imported: 'Would be taken over',
  exists: 'Connected here already, and would be left as it is',
  conflict: 'Would not be taken over',
  refused: 'Would be refused',
};

async function sendImports(
  ctx: ImportPageContext,
  reply: FastifyReply,
  status: number,
  { person, organisation, slug }: Asking,
  { isTrial, refusal, outcomes }: Shown,
): Promise<FastifyReply> {
  const home = managePath(slug, 'exports');
  const texts = isTrial ? trialTexts : outcomeTexts;
  return ctx.pages.send(reply, status, 'orcid-imports', {
    title: `ORCID: import into ${organisation.name}`,
    tabs: presentTabs(slug, 'exports'),
    home,
    path: `${home}/imports`,
    peopleHref: managePath(slug, 'people'),
    formToken: keepingFormToken(ctx, person),
    keyLimits,
    isTrial,
    refusal,
    result:
      outcomes === null
        ? null
        : {
            counts: (Object.keys(texts) as ImportOutcome['outcome'][]).map((each) => ({
              text: texts[each],
              count: outcomes.filter(({ outcome }) => outcome === each).length,
            })),
            rows: outcomes.map(({ orcid, outcome, detail }) => ({
              orcid,
              text: texts[outcome],
              detail,
              isRefused: outcome === 'conflict' || outcome === 'refused',
            })),
          },
  });
}
