import {
  type ApplyNoidRule,
  advanceMinter,
  bindElement,
  createNoidMemoryStore,
  createNoidMinter,
  fetchElements,
  holdNames,
  keepNote,
  mintNoids,
  type NoidAnswer,
  type NoidContext,
  type NoidMinter,
  type NoidStore,
  openNoidMinter,
  queueNames,
  validateNames,
} from '@mintmark/identifiers';
import { RefusedError, UsageError } from '../failures.ts';
import { parseElements, parseLongElement } from './input-lines.ts';

/** Something to do with a minter; `input` is what standard input held for it. */
export type Job = { verb: string; args: readonly string[]; input: readonly string[] };

/** How many names one transaction gives out at most. */
export const MINT_LIMIT = 10_000;

/** @throws RefusedError when what the store has is no minter */
export function requireMinter(store: NoidStore): NoidMinter {
  const minter = openNoidMinter(store);
  if (minter === null)
    throw new RefusedError('There is no minter here. Make one with: mintmark noid dbcreate');
  if (!minter.ok) throw new RefusedError(`This minter is damaged: ${minter.problem.message}`);
  return minter.value;
}

/** @throws UsageError when the verb is called wrongly */
export function doWritingJob(
  context: NoidContext,
  minter: NoidMinter,
  { verb, args, input }: Job,
): NoidAnswer {
  const [first = '', second = '', third = '', fourth = ''] = args;
  switch (verb) {
    case 'mint':
      return mint(context, minter, readCount(args), second, third);
    case 'hold':
      return holdNames(context, minter, first, args.slice(1));
    case 'queue':
      return queueNames(context, minter, first, args.slice(1));
    case 'note':
      return keepNote(context, minter, first, second);
    case 'advance':
      return advanceMinter(context, minter, args);
    case 'bind':
      if (third === ':' && args.length === 3) return bindParagraph(context, minter, first, second, input);
      if (third === ':-' && args.length === 3) return bindRest(context, minter, first, second, input);
      return bindElement(context, minter, { how: first, name: second, element: third, value: fourth });
    default:
      throw new Error(`No verb that writes: ${verb}`);
  }
}

export function doReadingJob(store: NoidStore, minter: NoidMinter, { verb, args }: Job): NoidAnswer {
  const [first = '', ...rest] = args;
  switch (verb) {
    case 'validate':
      return validateNames(minter, first, rest);
    case 'fetch':
    case 'get':
      return fetchElements({ store }, minter, first, rest, { hasLabels: verb === 'fetch', applyRule });
    default:
      throw new Error(`No verb that reads: ${verb}`);
  }
}

/** Validates against a template where there is no minter. */
export function validateWithoutMinter(template: string, names: readonly string[]): NoidAnswer {
  const store = createNoidMemoryStore();
  createNoidMinter(
    { store, now: new Date(), contact: '', log: () => {} },
    { template: '.zd', term: 'medium', naan: '', naa: '', subnaa: '' },
  );
  return validateNames(requireMinter(store), template, names);
}

/** @throws UsageError */
export function readCount([count = 'nothing']: readonly string[]): number {
  if (/^[1-9][0-9]{0,8}$/.test(count)) return Number(count);
  throw new UsageError(`mintmark noid mint needs how many: a number from 1 to 999999999, not ${count}.`);
}

function mint(
  context: NoidContext,
  minter: NoidMinter,
  count: number,
  element: string,
  value: string,
): NoidAnswer {
  const { names, problem } = mintNoids(context, minter, count);
  const errors = problem === null ? [] : [problem];
  for (const name of element === '' ? [] : names) {
    const bound = bindElement(context, minter, { how: 'set', name, element, value });
    errors.push(...bound.errors);
  }
  return { lines: names.map((name) => `id: ${name}`), errors, isDone: errors.length === 0 };
}

/** Each element is bound on its own, and what is refused does not keep the others from being bound. */
function bindParagraph(
  context: NoidContext,
  minter: NoidMinter,
  how: string,
  name: string,
  input: readonly string[],
): NoidAnswer {
  const elements = parseElements(input);
  if (typeof elements === 'string') {
    return { lines: [], errors: [`error: ${name}: no element and value: "${elements}"`], isDone: false };
  }
  const answers = elements.map((each) => bindElement(context, minter, { how, name, ...each }));
  return {
    lines: answers.flatMap(({ lines }) => lines),
    errors: answers.flatMap(({ errors }) => errors),
    isDone: answers.length > 0 && answers.every(({ isDone }) => isDone),
  };
}

function bindRest(
  context: NoidContext,
  minter: NoidMinter,
  how: string,
  name: string,
  input: readonly string[],
): NoidAnswer {
  const bound = parseLongElement(input);
  if (bound === null) {
    const error = 'error: the first line that is neither blank nor a comment has no element and colon.';
    return { lines: [], errors: [error], isDone: false };
  }
  return bindElement(context, minter, { how, name, ...bound });
}

/** The rules are the owner's of the minter, as their own scripts are; a name is not long enough to stall a fair one. */
const applyRule: ApplyNoidRule = (pattern, replacement, name) => {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern);
  } catch {
    throw new RefusedError(`The rule ":idmap/${pattern}" is no regular expression.`);
  }
  return expression.test(name) ? name.replace(expression, replacement) : null;
};
