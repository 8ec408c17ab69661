import { messages } from './messages.ts';

/**
 * One mistake as release 4 tells it: a path such as `responses.0.title`, and what is wrong there. `detail` says more
 * where release 4's words say little.
 */
export type FieldError = { field: string; message: string; detail?: string };

type Check = { holds: (value: unknown) => boolean; message: (property: string) => string };

/** What one member must be. Checks stand in the order in which release 4 tells what they find. */
export type Rule = { property: string; optional?: boolean; checks: readonly Check[] };

export type Members = Record<string, unknown>;

export const isString: Check = { holds: (value) => typeof value === 'string', message: messages.isString };
export const isBoolean: Check = { holds: (value) => typeof value === 'boolean', message: messages.isBoolean };
export const isArray: Check = { holds: Array.isArray, message: messages.isArray };
export const isNotEmpty: Check = {
  holds: (value) => !isMissing(value) && value !== '',
  message: messages.isNotEmpty,
};
export const arrayNotEmpty: Check = {
  holds: (value) => Array.isArray(value) && value.length > 0,
  message: messages.arrayNotEmpty,
};
export const isUrl: Check = { holds: isWebAddress, message: messages.isUrl };

export function isIn(allowed: readonly string[]): Check {
  return { holds: (value) => allowed.includes(value as string), message: messages.isIn };
}

export function matches(holds: (text: string) => boolean): Check {
  return { holds: (value) => typeof value === 'string' && holds(value), message: messages.matches };
}

/** The same check of each item; what is no array is told by `isArray`. */
export function each(check: Check): Check {
  return { ...check, holds: (value) => Array.isArray(value) && value.every(check.holds) };
}

/** The mistakes of one object, each member in the order of the rules. */
export function checkMembers(rules: readonly Rule[], members: Members, path = ''): FieldError[] {
  return rules.flatMap(({ property, optional = false, checks }) => {
    const value = members[property];
    if (optional && isMissing(value)) return [];
    return checks
      .filter((check) => !check.holds(value))
      .map((check) => ({ field: `${path}${property}`, message: check.message(property) }));
  });
}

/** The mistakes of a member that is a list of objects. */
export function checkItems(
  property: string,
  rules: readonly Rule[],
  value: unknown,
  { notEmpty }: { notEmpty: boolean },
): FieldError[] {
  const errors = checkMembers([{ property, checks: notEmpty ? [arrayNotEmpty, isArray] : [isArray] }], {
    [property]: value,
  });
  if (!Array.isArray(value)) {
    const isAnother = !isMissing(value) && typeof value !== 'object';
    return isAnother
      ? [...errors, { field: property, message: messages.nestedValidation(property) }]
      : errors;
  }
  const inItems = value.flatMap((item: unknown, index) => {
    const place = `${property}.${index}`;
    return isObject(item)
      ? checkMembers(rules, item, `${place}.`)
      : [{ field: place, message: messages.nestedValidation(String(index)) }];
  });
  return [...errors, ...inItems];
}

/** The members of a body; those of no object where it is none. */
export function readMembers(body: unknown): Members {
  return isObject(body) ? body : {};
}

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isMissing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** Targets are opened by browsers: an address without a scheme leads nowhere, one of ftp no longer does. */
function isWebAddress(value: unknown): boolean {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && !/\s/.test(value);
}
