import { parseOrcid } from '@mintmark/identifiers';
import { AppError, type InputProblem } from '../../../errors.ts';
import type { MembershipRole } from '../../../http/actor.ts';
import { describeTargetProblem } from '../input.ts';
import type { Shoulder } from '../shoulder.ts';
import { type Naming, readNaming } from './naming.ts';

export const MINTER_LIMIT = 1000;
export const TITLE_LIMIT = 200;
export const TEXT_LIMIT = 5000;

/** What a request says of a shoulder beside its naming; what is left out is settled by whoever reads it. */
export type SettingsInput = {
  title?: string | null;
  purpose?: string | null;
  defaultTarget?: string | null;
  persistence?: string | null;
  minterRoles?: readonly MembershipRole[];
  /** ORCID iDs in any spelling. */
  minters?: readonly string[];
  quota?: number | null;
  open?: boolean;
};

/** The same, read: texts without white space around them and null for empty ones, bare iDs, each once. */
export type Settings = Partial<
  Pick<Shoulder, 'title' | 'purpose' | 'defaultTarget' | 'persistence' | 'minterRoles' | 'quota' | 'open'> & {
    minters: readonly string[];
  }
>;

/** Settings, and the naming where it is given, of one request. @throws AppError invalid-input with every problem */
export function readSettings(input: SettingsInput, naming: Naming): { settings: Settings; naming: Naming };
export function readSettings(input: SettingsInput, naming: null): { settings: Settings; naming: null };
export function readSettings(
  input: SettingsInput,
  naming: Naming | null,
): { settings: Settings; naming: Naming | null } {
  const problems: InputProblem[] = [];
  const settings: Settings = {};
  if (input.title !== undefined) settings.title = readText(input.title);
  if (input.purpose !== undefined) settings.purpose = readText(input.purpose);
  if (input.persistence !== undefined) settings.persistence = readText(input.persistence);
  if (input.quota !== undefined) settings.quota = input.quota;
  if (input.open !== undefined) settings.open = input.open;
  if (input.minterRoles !== undefined) settings.minterRoles = [...new Set(input.minterRoles)];
  if (input.defaultTarget !== undefined) {
    settings.defaultTarget = readText(input.defaultTarget);
    const detail = settings.defaultTarget === null ? null : defaultTargetProblem(settings.defaultTarget);
    if (detail !== null) problems.push({ pointer: '/defaultTarget', detail });
  }
  if (input.minters !== undefined) {
    const minters = new Set<string>();
    for (const [index, text] of input.minters.entries()) {
      const parsed = parseOrcid(text);
      if (parsed.ok) minters.add(parsed.value.canonical);
      else problems.push({ pointer: `/minters/${index}`, detail: parsed.problem.message });
    }
    settings.minters = [...minters];
  }
  const named = naming === null ? null : readNaming(naming);
  if (named?.ok === false) problems.push(...named.problems);
  if (problems.length > 0) {
    throw new AppError('invalid-input', 'These settings of a shoulder have mistakes; see errors.', {
      problems,
    });
  }
  return { settings, naming: named?.ok === true ? named.naming : null };
}

function readText(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

const PLACEHOLDER = '{pid}';
/** Stands for the name while the address is read; no address has it by chance. */
const STAND_IN_NAME = 'mintmark-place-of-the-name';

/** An address of the web with `{pid}` where the name comes, which may be in its path or query only. */
function defaultTargetProblem(text: string): string | null {
  const address = text.replaceAll(PLACEHOLDER, STAND_IN_NAME);
  const problem = describeTargetProblem(address);
  if (problem !== null) return problem;
  const { host, hash, pathname, search } = new URL(address);
  if (host.includes(STAND_IN_NAME) || hash.includes(STAND_IN_NAME)) {
    return 'Put {pid} into the path or the query of the address.';
  }
  return /[{}]/.test(decodeURI(escapeBroken(pathname + search))) ? 'Only {pid} can stand in braces.' : null;
}

/** A lone % is no mistake of an address, but decodeURI would stop at it. */
function escapeBroken(text: string): string {
  return text.replaceAll(/%(?![0-7][0-9A-Fa-f])/g, '');
}
