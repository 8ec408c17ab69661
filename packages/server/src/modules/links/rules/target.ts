import { parseTemplate } from 'url-template';
import { isSpecialHost } from './host.ts';
import { isPlainLine } from './texts.ts';

export const TARGET_LENGTH_LIMIT = 2048;

/** What templates of an anchor's targets may name, each with its value here; undefined: the anchor has none. */
export type TemplateValues = ReadonlyMap<string, string | undefined>;

/** Of the variables that there are, in a refusal; schemes have hundreds of data attributes. */
const NAMES_TOLD = 12;

export type TargetRules = {
  /** Whether targets may be in private networks. */
  allowPrivate: boolean;
  /** The origin of this service, which may always be a target. */
  publicUrl: string;
};

/** An expression of RFC 6570 section 2.2, without the operators that it reserves. */
const EXPRESSION = /^([+#./;?&]?)([^{}]*)$/;
const VARIABLE =
  /^((?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*)(?:\*|:[1-9]\d{0,3})?$/;
const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:[/?#]|$)/i;
/** What stands before the path, the query or the fragment; braces may follow it only with an operator of those. */
const AUTHORITY = /^https?:\/\/[^/?#{}]+(?=[/?#]|\{[/?#]|$)/i;

/**
 * Says what is wrong with a target: an http or https address, or an RFC 6570 template of one.
 * @param valuesOf what templates may name; null where they have no place
 * @returns sentences, none when nothing is wrong
 */
export function checkTarget(
  target: string,
  valuesOf: (() => TemplateValues) | null,
  rules: TargetRules,
): string[] {
  if (target.length > TARGET_LENGTH_LIMIT) {
    return [`An address has at most ${TARGET_LENGTH_LIMIT} characters.`];
  }
  if (!isPlainLine(target) || /[\s<>"\\]/u.test(target)) {
    return ['An address has no spaces, control characters, < > " or \\; write them percent-encoded.'];
  }
  if (!/^https?:\/\//i.test(target)) return ['Give an address that begins with https:// or http://.'];
  if (/%(?![0-9A-Fa-f]{2})/.test(target)) {
    return ['A percent sign is followed by two hexadecimal digits; the sign itself is %25.'];
  }
  if (!/[{}]/.test(target)) return checkAddress(target, rules);
  if (valuesOf === null) return ['There are no templates here; give a whole address.'];
  const values = valuesOf();
  const problems = checkTemplate(target, values);
  if (problems.length > 0) return problems;
  // Once as it will be for this anchor itself, and once as for a more granular one.
  const own = new Map([...values].filter((each): each is [string, string] => each[1] !== undefined));
  const full = new Map([...values].map(([name, value]) => [name, value ?? 'x'] as const));
  const expanded = [own, full].map((each) => expandTarget(target, each));
  const host = AUTHORITY.exec(target)?.[0].length ?? 0;
  const bare = expandTarget(target, new Map());
  if (!/^(?:[/?#]|$)/.test(bare.slice(host))) {
    return ['Without values for its variables, what follows them would become part of the host.'];
  }
  if (expanded.some((each) => DOT_SEGMENT.test(each))) {
    return [
      'With its variables filled in, the path has segments . or .., which would lead out of its folder.',
    ];
  }
  return [...new Set(expanded.flatMap((each) => checkAddress(each, rules)))];
}

function expandTarget(template: string, values: ReadonlyMap<string, string>): string {
  return parseTemplate(template).expand(Object.fromEntries(values));
}

function checkTemplate(template: string, values: TemplateValues): string[] {
  const problems: string[] = [];
  if (/[{}]/.test(template.replaceAll(/\{[^{}]*\}/g, ''))) {
    return ['The braces of the template do not match (RFC 6570).'];
  }
  if (!AUTHORITY.test(template)) {
    problems.push('Variables stand after the host and the port, not in them.');
  }
  const known = [...values.keys()].slice(0, NAMES_TOLD);
  for (const [, expression = ''] of template.matchAll(/\{([^{}]*)\}/g)) {
    const [, , list = ''] = EXPRESSION.exec(expression) ?? [];
    for (const part of list.split(',')) {
      const name = VARIABLE.exec(part)?.[1];
      if (name === undefined) problems.push(`{${expression}} is no expression of RFC 6570.`);
      else if (!values.has(name)) {
        const here = known.length === 0 ? '' : `; here are: ${known.join(', ')}`;
        problems.push(`There is no variable ${name}${here}.`);
      }
    }
  }
  return [...new Set(problems)];
}

function checkAddress(address: string, rules: TargetRules): string[] {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    return ['This is no address that can be opened.'];
  }
  const problems: string[] = [];
  if (url.username !== '' || url.password !== '' || /^https?:\/\/[^/?#]*@/i.test(address)) {
    problems.push('An address that everyone sees holds no name or password.');
  }
  if (!rules.allowPrivate && url.origin !== rules.publicUrl && isSpecialHost(url.hostname)) {
    problems.push(
      `${url.hostname} is a private or special address, which the operator of this service does not allow as a target.`,
    );
  }
  return problems;
}
