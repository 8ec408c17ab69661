import { isRegistrableDoi, parseArk, parseDoi, parseHandle, parseNoidTemplate } from '@mintmark/identifiers';
import type { InputProblem } from '../../../errors.ts';
import type { PidType } from '../../pids/index.ts';

/** What decides how the names of a shoulder look; settled once names were given out. */
export type Naming = {
  type: PidType;
  /** DOI prefix, NAAN or Handle prefix. */
  prefix: string;
  /** What follows the prefix in each name; '' for none. */
  shoulder: string;
  /** Noid template without a prefix; null for random DOI suffixes. */
  template: string | null;
};

/** NAANs that are everyone's: for examples, tests, terms and agents. */
export const SHARED_NAANS: ReadonlySet<string> = new Set(['12345', '99999', '99152', '99166']);

export const SHOULDER_LIMIT = 40;
export const TEMPLATE_LIMIT = 40;

/** Letters are small, because names of DOIs and Handles are compared without their case. */
const DOI_SHOULDER = /^(?:[a-z0-9](?:[a-z0-9._-]|\/(?!\/))*)?$/;
/** Hyphens say nothing in an ARK, and a slash or dot after the name begins its qualifier (ARK, section 2). */
const ARK_SHOULDER = /^[a-z0-9=~*+@_$]*$/;
/** The primordinal shoulder: betanumerics up to and including the first digit (ARK, section 2.4.1). */
const PRIMORDINAL = /^[bcdfghjkmnpqrstvwxz]+\d$/;

/**
 * Reads how the names of a shoulder are to look, by the grammar of its scheme. Prefixes, and shoulders of DOIs and
 * Handles, are read in either case and written in small letters.
 * @returns the naming, or every problem with its place in the request
 */
export function readNaming(
  input: Naming,
): { ok: true; naming: Naming } | { ok: false; problems: InputProblem[] } {
  const { type } = input;
  const prefix = input.prefix.trim().toLowerCase();
  const shoulder = type === 'ark' ? input.shoulder.trim() : input.shoulder.trim().toLowerCase();
  const template = input.template?.trim() ?? null;
  const naming: Naming = { type, prefix, shoulder, template };
  const problems = [prefixProblem(naming), shoulderProblem(naming), templateProblem(naming)]
    .filter((detail) => detail !== null)
    .map(({ member, detail }) => ({ pointer: `/${member}`, detail }));
  return problems.length === 0 ? { ok: true, naming } : { ok: false, problems };
}

type Found = { member: keyof Naming; detail: string } | null;

function prefixProblem({ type, prefix }: Naming): Found {
  const wrong = (detail: string): Found => ({ member: 'prefix', detail });
  switch (type) {
    case 'doi':
    case 'igsn': {
      const parsed = parseDoi(`${prefix}/x`);
      if (parsed.ok && parsed.value.prefix === prefix && isRegistrableDoi(`${prefix}/x`)) return null;
      return wrong('Give a DOI prefix such as 10.5072: “10.” and four or five digits.');
    }
    case 'ark': {
      const parsed = parseArk(`ark:${prefix}/x`);
      if (parsed.ok && parsed.value.naan === prefix) return null;
      return wrong('Give a NAAN such as 99999, without “ark:”.');
    }
    case 'handle': {
      const parsed = parseHandle(`${prefix}/x`);
      if (prefix.startsWith('10.'))
        return wrong('What begins with 10. is a DOI prefix; choose the type doi.');
      if (parsed.ok && parsed.value.prefix === prefix) return null;
      return wrong('Give a Handle prefix such as 20.500.12345.');
    }
    default:
      return type satisfies never;
  }
}

function shoulderProblem({ type, shoulder }: Naming): Found {
  const wrong = (detail: string): Found => ({ member: 'shoulder', detail });
  if (shoulder.length > SHOULDER_LIMIT) return wrong(`Use ${SHOULDER_LIMIT} characters or fewer.`);
  if (type === 'ark') {
    return ARK_SHOULDER.test(shoulder)
      ? null
      : wrong(
          'Use small letters, digits and = ~ * + @ _ $; hyphens, dots and slashes mean something else in an ARK.',
        );
  }
  return DOI_SHOULDER.test(shoulder)
    ? null
    : wrong(
        'Begin with a letter or digit; then use letters, digits, dots, hyphens, underscores and single slashes.',
      );
}

function templateProblem({ type, template }: Naming): Found {
  const wrong = (detail: string): Found => ({ member: 'template', detail });
  if (template === null) {
    return type === 'doi' || type === 'igsn'
      ? null
      : wrong('ARKs and Handles need a template, such as eedk, .reedeedk or .zd.');
  }
  if (template.length > TEMPLATE_LIMIT) return wrong(`Use ${TEMPLATE_LIMIT} characters or fewer.`);
  const parsed = parseNoidTemplate(template);
  if (!parsed.ok) return wrong(parsed.problem.message);
  return parsed.value.prefix === '' ? null : wrong('Put what stands before the dot into the shoulder.');
}

/** What is allowed and yet not usual; sentences for whoever settles it. */
export function adviseNaming({ type, shoulder, template }: Naming): string[] {
  const advice: string[] = [];
  if (type === 'ark' && !PRIMORDINAL.test(shoulder)) {
    advice.push(
      'An ARK shoulder is by convention some consonants and one digit at its end, such as fk4: so everybody sees where it ends, and none is the beginning of another.',
    );
  }
  const parsed = template === null ? null : parseNoidTemplate(template);
  if (parsed?.ok === true && !parsed.value.hasCheckCharacter) {
    advice.push('Without a check character (k at the end of the template) a mistyped name is not noticed.');
  }
  if (parsed?.ok === true && (parsed.value.order === 'random' || parsed.value.order === 'sequential')) {
    advice.push(`This template has ${parsed.value.total ?? 0} names; no more can be given out after them.`);
  }
  return advice;
}
