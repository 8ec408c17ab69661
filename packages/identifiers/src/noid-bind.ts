import { setHold } from './noid-circulation.ts';
import { mintNoids } from './noid-mint.ts';
import type { NoidMinter } from './noid-minter.ts';
import {
  answer,
  circulationKey,
  findUnkeepable,
  holdKey,
  type NoidAnswer,
  type NoidContext,
  refuse,
} from './noid-store.ts';
import { listNameProblems } from './noid-validate-lines.ts';

const BIND_VERBS = [
  'new',
  'replace',
  'set',
  'append',
  'add',
  'prepend',
  'insert',
  'delete',
  'purge',
  'mint',
] as const;

type BindVerb = (typeof BIND_VERBS)[number];

/** Longest value of one element, in UTF-16 units. */
export const NOID_VALUE_LENGTH_LIMIT = 16 * 2 ** 20;

/** One binding as asked for: `how` is one of Noid's ten verbs. */
export type NoidBinding = { how: string; name: string; element: string; value: string };

/**
 * `bind`: keeps, changes or removes a value under an element of a name. `new` and `mint` need the element to be
 * free, `replace`, `append`, `prepend` and `delete` need it to be bound, `set`, `add`, `insert` and `purge` take
 * either. `mint` mints a name first; its own must be given as `new`. A long-term minter binds only names that were
 * given out or are held. A name `:idmap/PATTERN` makes a rule for what is not bound; see {@link fetchElements}.
 */
export function bindElement(context: NoidContext, minter: NoidMinter, asked: NoidBinding): NoidAnswer {
  const { store } = context;
  const how = BIND_VERBS.find((verb) => verb === asked.how);
  if (asked.how === 'peppermint') return refuse('error: bind "peppermint" not implemented.');
  if (how === undefined) return refuse(`error: bind how?  What does ${asked.how} mean?`);
  const { element, value } = asked;
  if (asked.name === '') return refuse('error: bind needs an identifier specified.');
  if (element === '') return refuse(`error: "bind ${how}" requires an element name.`);
  const wrongElement = findUnkeepable(element);
  if (wrongElement !== null) return refuse(`error: "${element}" is no element name: ${wrongElement}.`);
  const isRemoval = how === 'delete' || how === 'purge';
  if (isRemoval && value !== '') {
    return refuse(`error: why does "bind ${how}" have a supplied value (${value.slice(0, 100)})?`);
  }
  if (!isRemoval && value === '') return refuse(`error: "bind ${how} ${element}" requires a value to bind.`);
  if (value.length > NOID_VALUE_LENGTH_LIMIT) return refuse('error: this value is too long.');
  const target = findTarget(context, minter, how, asked);
  if (!('key' in target)) return target;
  const current = store.get(target.key);
  const mustBeFree = how === 'new' || how === 'mint';
  const mustBeBound = how === 'replace' || how === 'append' || how === 'prepend' || how === 'delete';
  if ((mustBeFree && current !== null) || (mustBeBound && current === null)) {
    const state = mustBeFree ? 'cannot already' : 'must already';
    return refuse(`error: for "bind ${how}", "${asked.name} ${element}" ${state} be bound.`);
  }
  const name = target.name === null ? mintForBinding(context, minter) : target.name;
  if (typeof name !== 'string') return name;
  const key = target.name === null ? `${name}\t${element}` : target.key;
  const status = writeBinding(context, how, key, current ?? '', value);
  if (target.isRule && minter.term === 'long' && !isRemoval) setHold(context, name, true);
  return answer(
    `Id:      ${name}`,
    `Element: ${target.isRule ? target.pattern : element}`,
    `Bind:    ${how}`,
    `Status:  ok, ${status}`,
    '',
  );
}

/** Where a binding goes. `name` is null when it has still to be minted. */
type Target = { key: string; name: string | null; isRule: boolean; pattern: string };

function findTarget(
  { store, log }: NoidContext,
  minter: NoidMinter,
  how: BindVerb,
  { name, element }: NoidBinding,
): Target | NoidAnswer {
  if (how === 'mint') {
    if (name !== 'new') return refuse('error: bind "mint" requires id to be given as "new".');
    return { key: `new\t${element}`, name: null, isRule: false, pattern: '' };
  }
  if (name.startsWith(':')) {
    const pattern = name.startsWith(':idmap/') ? name.slice(':idmap/'.length) : '';
    if (pattern === '' || /\p{Cc}/u.test(pattern)) {
      return refuse(`error: ${name}: id cannot begin with ":" unless of the form ":idmap/Idpattern".`);
    }
    return {
      key: `:/idmap/${element}\t${pattern}`,
      name: `:/idmap/${element}`,
      isRule: true,
      pattern,
    };
  }
  const problems = listNameProblems(minter, [name]);
  if (problems.length > 0) return refuse(...problems);
  if (store.get(circulationKey(name)) === null && store.get(holdKey(name)) === null) {
    if (minter.term === 'long') {
      return refuse(
        `error: ${name}: "long" term disallows binding an unissued identifier unless a hold is first placed on it.`,
      );
    }
    log(`warning: ${name}: binding an unissued identifier that has no hold placed on it.`);
  }
  return { key: `${name}\t${element}`, name, isRule: false, pattern: '' };
}

function mintForBinding(context: NoidContext, minter: NoidMinter): string | NoidAnswer {
  const { names, problem } = mintNoids(context, minter, 1);
  return names[0] ?? refuse(problem ?? '');
}

function writeBinding(
  { store }: NoidContext,
  how: BindVerb,
  key: string,
  current: string,
  value: string,
): string {
  const written = `${countOctets(value)} bytes written`;
  switch (how) {
    case 'delete':
    case 'purge':
      store.delete(key);
      return `${countOctets(current)} bytes removed`;
    case 'add':
    case 'append':
      store.set(key, current + value);
      return `${written} to the end of ${countOctets(current)} bytes`;
    case 'insert':
    case 'prepend':
      store.set(key, value + current);
      return `${written} to the beginning of ${countOctets(current)} bytes`;
    case 'new':
    case 'replace':
    case 'set':
    case 'mint':
      store.set(key, value);
      return `${written}, replacing ${countOctets(current)} bytes`;
    default:
      return how satisfies never;
  }
}

function countOctets(text: string): number {
  return new TextEncoder().encode(text).length;
}

/**
 * Applies a rule made with `:idmap/PATTERN`: the name with what matches the pattern replaced, or null when nothing
 * does. The pattern is the minter's own; whoever carries it out answers for the time that takes.
 */
export type ApplyNoidRule = (pattern: string, replacement: string, name: string) => string | null;

/**
 * `fetch` (with labels, and what is known of the name) and `get` (values alone): the given elements of a name, or
 * all. An element that is not bound is made from the first rule for it whose pattern matches, when `applyRule` is
 * given.
 */
export function fetchElements(
  { store }: Pick<NoidContext, 'store'>,
  minter: NoidMinter,
  name: string,
  elements: readonly string[],
  options: { hasLabels: boolean; applyRule?: ApplyNoidRule },
): NoidAnswer {
  const { hasLabels, applyRule } = options;
  if (name === '') {
    return refuse(`error: ${hasLabels ? 'fetch' : 'get'} requires that an identifier be specified.`);
  }
  const header = hasLabels ? describeName(store, minter, name) : [];
  if (elements.length === 0) {
    const lines: string[] = [];
    for (const [key, value] of store.scan(`${name}\t`)) {
      const element = key.slice(name.length + 1);
      if (!element.startsWith(':/')) lines.push(hasLabels ? `${element}: ${value}` : value);
    }
    if (lines.length > 0) return answer(...header, ...lines);
    return refuse(...header, `note: no elements bound under ${name}.`);
  }
  const lines: string[] = [];
  let isDone = true;
  for (const element of elements) {
    const bound = store.get(`${name}\t${element}`);
    const made = bound === null && applyRule !== undefined ? findRule(store, applyRule, name, element) : null;
    const value = bound ?? made;
    isDone &&= value !== null;
    if (!hasLabels) lines.push(value ?? '');
    else if (value === null) lines.push(`error: "${name} ${element}" is not bound.`);
    else lines.push(`${element}: ${value}`);
    if (hasLabels && made !== null) lines.push('note: previous result produced by :idmap');
  }
  return { lines: [...header, ...lines], errors: [], isDone };
}

function describeName(store: NoidContext['store'], minter: NoidMinter, name: string): string[] {
  const hold = store.get(holdKey(name)) === null ? '' : ' hold ';
  const problems = listNameProblems(minter, [name]);
  return [
    `id:    ${name}${hold}`,
    ...problems,
    `Circ:  ${store.get(circulationKey(name)) ?? 'uncirculated'}`,
  ];
}

function findRule(
  store: NoidContext['store'],
  applyRule: ApplyNoidRule,
  name: string,
  element: string,
): string | null {
  const start = `:/idmap/${element}\t`;
  for (const [key, replacement] of store.scan(start)) {
    // The hold on a rule is kept beside the patterns.
    if (key.startsWith(`${start}:/`)) continue;
    const made = applyRule(key.slice(start.length), replacement, name);
    if (made !== null) return made;
  }
  return null;
}
