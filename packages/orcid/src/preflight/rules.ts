import { type ItemProblem, pointTo } from '../messages/problems.ts';

/** A message that has been read: its members are of the types that its description says. */
export type Members = Readonly<Record<string, unknown>>;

/** What one check shares: what was found, and what the registry knows. */
export type Check = {
  report(pointer: string, code: number, detail: string): void;
  identifierTypes: ReadonlySet<string>;
};

export function createCheck(problems: ItemProblem[], identifierTypes: ReadonlySet<string>): Check {
  return {
    report(pointer, code, detail) {
      // What is wrong with a member itself has been said; a rule about it would only repeat it.
      if (problems.every((each) => each.pointer !== pointer)) problems.push({ pointer, detail, code });
    },
    identifierTypes,
  };
}

/** A member that is an object, or null. */
export function objectIn(message: Members, member: string): Members | null {
  const found = message[member];
  return typeof found === 'object' && found !== null ? (found as Members) : null;
}

/** A member that is a list of objects; empty when there is none. */
export function listIn(message: Members | null, member: string): readonly Members[] {
  const found = message?.[member];
  return Array.isArray(found) ? (found as Members[]) : [];
}

/** A member that is a text, or in a wrapper; null when there is none. */
export function textIn(message: Members | null, member: string): string | null {
  const found = message?.[member];
  if (typeof found === 'string') return found;
  const wrapped = typeof found === 'object' && found !== null ? (found as Members).value : undefined;
  return typeof wrapped === 'string' ? wrapped : null;
}

/** Runs a rule for every entry of a list, with the pointer to it. */
export function forEach(
  entries: readonly Members[],
  pointer: string,
  rule: (entry: Members, pointer: string) => void,
): void {
  entries.forEach((entry, index) => {
    rule(entry, pointTo(pointer, index));
  });
}
