import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AppContext } from '../../../context.ts';
import { AppError } from '../../../errors.ts';
import type { PersonActor } from '../../../http/actor.ts';
import { showRefusals } from '../../../http/pages.ts';
import { decodeCursor, encodeCursor, toPage } from '../../../http/paging.ts';
import { createSignedInPages, goTo, page, readField, readPageId } from '../../accounts/index.ts';
import { countStates, listNamesOfBlock, type PidState, pidStates } from '../../pids/index.ts';
import { blocksSeenBy, mayChange, mayMint, shouldersSeenBy } from '../policy.ts';
import { type Block, listShoulders, readShoulder } from '../store.ts';
import { emptyReserveForm, OFFERED_TERMS_DAYS, type ReserveForm, readReserveForm } from './form.ts';
import { stockNames, stocks } from './labels/stocks.ts';
import { presentName } from './present.ts';
import { requireChangeableBlock, requireReadableBlock } from './read-block.ts';
import { releaseUnused } from './release.ts';
import { reserveOnce } from './reserve.ts';
import { LABELS_LIMIT } from './schema.ts';
import { listBlocks } from './store.ts';

type PageContext = Pick<
  AppContext,
  | 'config'
  | 'db'
  | 'log'
  | 'metrics'
  | 'mintQueue'
  | 'noidSequences'
  | 'now'
  | 'pages'
  | 'secrets'
  | 'wakeRegistration'
>;

const { signedIn, formTokenOf } = createSignedInPages({
  about: 'blocks',
  home: '/app/blocks',
  signedOut: { view: 'blocks-signed-out', title: 'Sign in to see your blocks' },
});
const BLOCKS_SHOWN = 50;
const SHOULDERS_OFFERED = 200;
const NAMES_SHOWN = 50;

/** The pages where people reserve blocks, fetch their names and labels, and give back the rest. No JavaScript needed. */
export function registerBlockPages(app: FastifyInstance, ctx: PageContext): void {
  app.register(async (scope) => {
    showRefusals(scope, ctx, 'refused-page', {
      back: { href: '/app/blocks', text: 'To your reserved names' },
    });

    scope.get(
      '/app/blocks',
      page,
      signedIn(ctx, async (request, reply, person) => {
        return sendListPage(ctx, reply, 200, person, emptyReserveForm, readField(request.query, 'cursor'));
      }),
    );

    scope.post(
      '/app/blocks',
      page,
      signedIn(ctx, async (request, reply, person) => {
        const read = readReserveForm(request.body);
        if (!read.ok) return sendListPage(ctx, reply, 400, person, read.form, '');
        try {
          // The key came with the form, so a second click reserves nothing more.
          const key = readField(request.body, 'key').slice(0, 100);
          const { blockId } = await reserveOnce(ctx, person, key === '' ? null : key, read.request);
          return goTo(ctx, reply, `/app/blocks/${blockId}`);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          const form = { ...read.form, problems: { form: error.message } };
          return sendListPage(ctx, reply, error.status, person, form, '');
        }
      }),
    );

    scope.get(
      '/app/blocks/:id',
      page,
      signedIn(ctx, async (request, reply, person) => {
        const block = await requireReadableBlock(ctx.db, person, readPageId(request));
        return sendBlockPage(ctx, reply, person, block);
      }),
    );

    scope.post(
      '/app/blocks/:id/release',
      page,
      signedIn(ctx, async (request, reply, person) => {
        const block = await requireChangeableBlock(ctx.db, person, readPageId(request));
        if (readField(request.body, 'sure') !== 'yes') {
          throw new AppError(
            'invalid-input',
            'Tick the box to say that these names are not used, and repeat.',
          );
        }
        await releaseUnused(ctx, person, block);
        return goTo(ctx, reply, `/app/blocks/${block.id}`);
      }),
    );
  });
}

async function sendListPage(
  ctx: PageContext,
  reply: FastifyReply,
  status: number,
  person: PersonActor,
  form: ReserveForm,
  cursor: string,
): Promise<FastifyReply> {
  const [createdAt, id] = cursor === '' ? [] : decodeCursor(cursor, ['time', 'uuid']);
  const blocks = await listBlocks(ctx.db, blocksSeenBy(person), {
    limit: BLOCKS_SHOWN + 1,
    after: createdAt === undefined ? null : { createdAt: String(createdAt), id: String(id) },
  });
  const { items, next } = toPage(
    blocks,
    BLOCKS_SHOWN,
    (block) => block,
    (block) => encodeCursor([block.createdAt.toISOString(), block.id]),
  );
  const counts = await countStates(
    ctx.db,
    items.map((block) => block.id),
  );
  const seen = await listShoulders(ctx.db, shouldersSeenBy(person), {
    limit: SHOULDERS_OFFERED,
    afterId: null,
  });
  const shoulders = seen.filter((each) => each.open && mayMint(person, each));
  return ctx.pages.send(reply, status, 'blocks', {
    title: 'Reserved names',
    formToken: formTokenOf(ctx, person),
    key: randomUUID(),
    form,
    shoulders: shoulders.map((each) => ({
      id: each.id,
      name: `${each.title ?? prefixOf(each)} (${each.title === null ? each.type : `${each.type} ${prefixOf(each)}`})`,
      chosen: each.id === form.shoulder,
    })),
    offersDrafts: shoulders.some((each) => each.registrarAccountId !== null),
    terms: OFFERED_TERMS_DAYS.map((days) => ({
      days,
      text: days === '' ? 'no end' : `${days} days`,
      chosen: days === form.expiresInDays,
    })),
    blocks: items.map((block) => ({
      id: block.id,
      title: block.title,
      count: block.count,
      states: describeStates(counts.get(block.id) ?? {}),
      createdAt: presentTime(block.createdAt),
      expiresAt: block.expiresAt === null ? null : presentTime(block.expiresAt),
    })),
    next,
  });
}

async function sendBlockPage(
  ctx: PageContext,
  reply: FastifyReply,
  person: PersonActor,
  block: Block,
): Promise<FastifyReply> {
  const states = (await countStates(ctx.db, [block.id])).get(block.id) ?? {};
  const shoulder = await readShoulder(ctx.db, block.shoulderId);
  const names = await listNamesOfBlock(ctx.db, block.id, {
    afterSeq: 0,
    limit: NAMES_SHOWN,
    states: pidStates.filter((state) => state !== 'released'),
  });
  const held = pidStates.reduce((sum, state) => sum + (state === 'released' ? 0 : (states[state] ?? 0)), 0);
  return ctx.pages.send(reply, 200, 'block', {
    title: block.title ?? 'A block of names',
    formToken: formTokenOf(ctx, person),
    mayChange: mayChange(person, block, shoulder),
    block: {
      id: block.id,
      count: block.count,
      prefix: shoulder === null ? '' : prefixOf(shoulder),
      createdAt: presentTime(block.createdAt),
      expiresAt: block.expiresAt === null ? null : presentTime(block.expiresAt),
    },
    states: pidStates.flatMap((state) => {
      const count = states[state] ?? 0;
      return count === 0 ? [] : [{ state, count, meaning: stateMeanings[state] }];
    }),
    unused: states.reserved ?? 0,
    held,
    lastLabel: Math.min(held, LABELS_LIMIT),
    labelsLimit: LABELS_LIMIT,
    stocks: stockNames.map((name) => ({ name, title: stocks[name].title })),
    names: names.map((name) => presentName(name, ctx.config.publicUrl)),
  });
}

const stateMeanings: Record<PidState, string> = {
  reserved: 'known to you alone',
  registered: 'registered, but not announced',
  public: 'announced; they resolve',
  withdrawn: 'withdrawn; they lead to a tombstone',
  released: 'given back unused',
};

function describeStates(states: Partial<Record<PidState, number>>): string {
  const found = pidStates.flatMap((state) => {
    const count = states[state] ?? 0;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return found.join(', ') || 'none left';
}

function prefixOf({ prefix, shoulder }: { prefix: string; shoulder: string }): string {
  return shoulder === '' ? prefix : `${prefix}/${shoulder}`;
}

function presentTime(at: Date): { iso: string; text: string } {
  const iso = at.toISOString();
  return { iso, text: iso.slice(0, 10) };
}
