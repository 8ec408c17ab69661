import { readFileSync } from 'node:fs';
import {
  createNoidMinter,
  importNoidMinter,
  listMinterInfo,
  type NoidAnswer,
  type NoidContext,
  type NoidMinter,
  type NoidStore,
  type NoidTerm,
} from '@mintmark/identifiers';
import { RefusedError, UsageError } from '../failures.ts';
import { type InputLines, readParagraph, readRest, splitWords } from './input-lines.ts';
import {
  doReadingJob,
  doWritingJob,
  type Job,
  MINT_LIMIT,
  readCount,
  requireMinter,
  validateWithoutMinter,
} from './jobs.ts';
import { createMinterFile, type MinterFile, openMinterFile, writeReadme } from './minter-file.ts';
import { readingVerbs, writingVerbs } from './verbs.ts';

/** What one call of `mintmark noid` works with. */
export type Session = {
  /** The directory that has, or will have, the directory `NOID`. */
  directory: string;
  contact: string;
  input: InputLines;
  /** Takes what was answered, once it is safe on disk. */
  tell(answer: NoidAnswer): void;
};

/** Commands from standard input that are here already share a transaction, up to this many. */
const BATCH_LIMIT = 1000;

/** Carries out one command. @throws UsageError, RefusedError */
export async function carryOut(session: Session, verb: string, args: readonly string[]): Promise<void> {
  if (verb === '-') return carryOutAll(session);
  if (isMadeAnew(verb)) return makeMinter(session, verb, args);
  if (verb === 'validate' && args[0] !== '-' && args.length > 1) {
    return session.tell(validate(session, args));
  }
  const file = openMinterFile(session.directory, session.contact);
  try {
    await carryOutIn(file, session, verb, args);
  } finally {
    file.close();
  }
}

/** Commands line by line until standard input ends; what one refuses does not keep the next from being done. */
async function carryOutAll(session: Session): Promise<void> {
  const { input } = session;
  let file: MinterFile | null = null;
  try {
    for (let line = await input.next(); line !== null; line = await input.next()) {
      const batch: Job[] = [];
      for (let next: string | null = line; next !== null; ) {
        const words = splitWords(next);
        if (words === null) session.tell(refusal(`error: a quote has no end: ${next}`));
        const [verb = '', ...args] = words ?? [];
        if (isJoinable(verb, args)) {
          batch.push({ verb, args, input: await readInput(input, verb, args) });
        } else if (verb !== '') {
          file ??= openIfThere(session);
          if (batch.length > 0) doBatch(session, file, batch.splice(0));
          await carryOutAlone(session, file, verb, args);
        }
        next = input.isReady && batch.length < BATCH_LIMIT ? await input.next() : null;
      }
      if (batch.length === 0) continue;
      file ??= openIfThere(session);
      doBatch(session, file, batch);
    }
  } finally {
    file?.close();
  }
}

function openIfThere({ directory, contact }: Session): MinterFile | null {
  try {
    return openMinterFile(directory, contact);
  } catch (error) {
    if (error instanceof RefusedError) return null;
    throw error;
  }
}

/** Does several commands in one transaction, and tells what became of them when it is on disk. */
function doBatch(session: Session, file: MinterFile | null, batch: readonly Job[]): void {
  if (file === null) {
    // Tells why there is none.
    openMinterFile(session.directory, session.contact).close();
    return;
  }
  const answers = file.write((context) => {
    const minter = requireMinter(context.store);
    return batch.map((job) => doJob(context, minter, job));
  });
  for (const each of answers) session.tell(separate(each));
}

function doJob(context: NoidContext, minter: NoidMinter, job: Job): NoidAnswer {
  try {
    return isWriting(job.verb)
      ? doWritingJob(context, minter, job)
      : doReadingJob(context.store, minter, job);
  } catch (error) {
    return refuseFor(error);
  }
}

async function carryOutAlone(
  session: Session,
  file: MinterFile | null,
  verb: string,
  args: readonly string[],
): Promise<void> {
  try {
    if (verb === '-') throw new UsageError('Commands are read from standard input already.');
    if (isMadeAnew(verb) || file === null) await carryOut(session, verb, args);
    else await carryOutIn(file, session, verb, args);
    session.tell({ lines: [''], errors: [], isDone: true });
  } catch (error) {
    session.tell(separate(refuseFor(error)));
  }
}

async function carryOutIn(
  file: MinterFile,
  session: Session,
  verb: string,
  args: readonly string[],
): Promise<void> {
  const { input, tell } = session;
  if (verb === 'dbinfo') return showInfo(file, session, args);
  if (verb === 'mint') return mintAll(file, session, args);
  if (isWriting(verb)) {
    const job = { verb, args, input: await readInput(input, verb, args) };
    return tell(file.write((context) => doWritingJob(context, requireMinter(context.store), job)));
  }
  if (!readingVerbs.some((each) => each === verb))
    throw new UsageError(`mintmark noid does not know "${verb}".`);
  tell(file.read((store) => doReadingJob(store, requireMinter(store), { verb, args, input: [] })));
}

/** Names are told as soon as they are on disk, so that many need no more room than some. */
function mintAll(file: MinterFile, { tell }: Session, args: readonly string[]): void {
  for (let missing = readCount(args); missing > 0; ) {
    const count = Math.min(missing, MINT_LIMIT);
    const job = { verb: 'mint', args: [String(count), ...args.slice(1)], input: [] };
    const answer = file.write((context) => doWritingJob(context, requireMinter(context.store), job));
    tell(answer);
    if (!answer.isDone) return;
    missing -= count;
  }
}

function showInfo(file: MinterFile, { tell }: Session, [level = 'brief']: readonly string[]): void {
  if (level !== 'brief' && level !== 'full' && level !== 'dump') {
    throw new UsageError(`mintmark noid dbinfo can be brief, full or dump; not "${level}".`);
  }
  file.read((store) => {
    requireMinter(store);
    let lines: string[] = [];
    const send = () => {
      tell({ lines, errors: [], isDone: true });
      lines = [];
    };
    for (const line of listMinterInfo(store, level)) {
      lines.push(line);
      if (lines.length === 1000) send();
    }
    send();
  });
}

async function makeMinter(session: Session, verb: string, args: readonly string[]): Promise<void> {
  const make = verb === 'dbcreate' ? readCreation(args) : await readImport(session, args);
  // Tried first where nothing is kept, so that nothing is left behind.
  const store: NoidStore = { get: () => null, set: () => {}, delete: () => {}, scan: () => [] };
  const trial = make({ store, now: new Date(), contact: session.contact, log: () => {} });
  if (!trial.isDone) return session.tell(trial);
  const file = createMinterFile(session.directory, session.contact);
  try {
    const { answer, report } = file.write((context) => ({
      answer: make(context),
      report: context.store.get(':/erc') ?? '',
    }));
    if (answer.isDone) writeReadme(session.directory, report);
    session.tell(answer);
  } finally {
    file.close();
  }
}

type Make = (context: NoidContext) => NoidAnswer;

function readCreation(args: readonly string[]): Make {
  const [template = null, term = '-', naan = '', naa = '', subnaa = '', extra] = args;
  const terms: Readonly<Record<string, NoidTerm>> = {
    long: 'long',
    medium: 'medium',
    short: 'short',
    '-': 'medium',
  };
  const known = Object.hasOwn(terms, term) ? terms[term] : undefined;
  if (known === undefined) {
    throw new UsageError(`The term can be long, medium (or -) or short; not "${term}".`);
  }
  if (extra !== undefined) throw new UsageError(`mintmark noid does not know what to do with "${extra}".`);
  return (context) => createNoidMinter(context, { template, term: known, naan, naa, subnaa });
}

async function readImport({ input }: Session, [file, extra]: readonly string[]): Promise<Make> {
  if (file === undefined || extra !== undefined) {
    throw new UsageError('mintmark noid dbimport needs FILE, or - for standard input.');
  }
  const text = file === '-' ? (await readRest(input)).map((line) => `${line}\n`).join('') : readText(file);
  return (context) => importNoidMinter(context, text);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A template of one's own needs no minter, but a minter's NAAN counts when there is one. */
function validate(session: Session, args: readonly string[]): NoidAnswer {
  const file = openIfThere(session);
  if (file === null) return validateWithoutMinter(args[0] ?? '', args.slice(1));
  try {
    return file.read((store) =>
      doReadingJob(store, requireMinter(store), { verb: 'validate', args, input: [] }),
    );
  } finally {
    file.close();
  }
}

async function readInput(input: InputLines, verb: string, args: readonly string[]): Promise<string[]> {
  if (verb !== 'bind' || args.length > 3) return [];
  if (args[2] === ':') return readParagraph(input);
  return args[2] === ':-' ? readRest(input) : [];
}

function isMadeAnew(verb: string): boolean {
  return verb === 'dbcreate' || verb === 'dbimport';
}

function isWriting(verb: string): boolean {
  return writingVerbs.some((each) => each === verb);
}

/** Whether a command may share its transaction with others. */
function isJoinable(verb: string, args: readonly string[]): boolean {
  if (verb === 'mint') return Number(args[0]) <= MINT_LIMIT / BATCH_LIMIT;
  return isWriting(verb) || readingVerbs.some((each) => each === verb);
}

function refuseFor(error: unknown): NoidAnswer {
  if (error instanceof UsageError || error instanceof RefusedError) return refusal(`error: ${error.message}`);
  throw error;
}

function refusal(error: string): NoidAnswer {
  return { lines: [], errors: [error], isDone: false };
}

/** A blank line parts what the commands of a block print. */
function separate({ lines, ...rest }: NoidAnswer): NoidAnswer {
  return { ...rest, lines: lines.at(-1) === '' ? lines : [...lines, ''] };
}
