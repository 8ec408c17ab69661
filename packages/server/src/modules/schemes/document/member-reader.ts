import type { InputProblem } from '../../../errors.ts';
import { isStorableText } from '../../../http/body.ts';
import { escapePointer } from '../../../http/problem.ts';

type TextRule = { limit: number; needed?: boolean; mayBeEmpty?: boolean };
type ListRule = { limit: number; needed?: boolean };
type TextsRule = { limit: number; textLimit: number };

/** Reads the members of one object from outside, and tells every mistake with its pointer. */
export class MemberReader {
  readonly #members: Readonly<Record<string, unknown>>;
  readonly #pointer: string;
  readonly #problems: InputProblem[];
  readonly #read = new Set<string>();

  private constructor(members: Record<string, unknown>, pointer: string, problems: InputProblem[]) {
    this.#members = members;
    this.#pointer = pointer;
    this.#problems = problems;
  }

  /** Null, with a problem told, when it is no object. */
  static open(input: unknown, pointer: string, problems: InputProblem[]): MemberReader | null {
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) {
      return new MemberReader(input as Record<string, unknown>, pointer, problems);
    }
    problems.push({ pointer, detail: 'This must be an object.' });
    return null;
  }

  problem(name: string, detail: string): void {
    this.#problems.push({ pointer: `${this.#pointer}/${escapePointer(name)}`, detail });
  }

  text(name: string, rule: TextRule): string | undefined {
    const value = this.#take(name, rule);
    return value === undefined ? undefined : this.#textOf(value, `/${name}`, rule);
  }

  boolean(name: string): boolean | undefined {
    const value = this.#take(name, {});
    if (value === undefined || typeof value === 'boolean') return value;
    this.problem(name, 'This must be true or false.');
    return undefined;
  }

  oneOf<T extends string>(
    name: string,
    allowed: readonly T[],
    rule: { needed?: boolean } = {},
  ): T | undefined {
    const value = this.#take(name, rule);
    if (value === undefined) return undefined;
    const found = allowed.find((each) => each === value);
    if (found === undefined) this.problem(name, `Use one of ${allowed.join(', ')}.`);
    return found;
  }

  list(name: string, rule: ListRule): unknown[] | undefined {
    const value = this.#take(name, rule);
    return value === undefined ? undefined : this.#listOf(value, `/${name}`, rule.limit);
  }

  texts(name: string, rule: TextsRule): string[] | undefined {
    const value = this.#take(name, {});
    return value === undefined ? undefined : this.textsOf(value, `/${name}`, rule);
  }

  /** @param place the pointer below this object */
  textsOf(value: unknown, place: string, rule: TextsRule): string[] {
    return (this.#listOf(value, place, rule.limit) ?? []).flatMap(
      (each, index) => this.#textOf(each, `${place}/${index}`, { limit: rule.textLimit }) ?? [],
    );
  }

  /** Tells of every member that nobody has asked for. */
  refuseOthers(): void {
    for (const name of Object.keys(this.#members)) {
      if (!this.#read.has(name)) this.problem(name, 'There is no such member here.');
    }
  }

  #take(name: string, { needed = false }: { needed?: boolean }): unknown {
    this.#read.add(name);
    const value = Object.hasOwn(this.#members, name) ? this.#members[name] : undefined;
    // Release 4 of the Identity Resolver writes null for what was not given.
    if (value !== undefined && value !== null) return value;
    if (needed) this.problem(name, 'This is needed.');
    return undefined;
  }

  #textOf(value: unknown, place: string, { limit, mayBeEmpty = false }: TextRule): string | undefined {
    const problem = findTextProblem(value, limit, mayBeEmpty);
    if (problem === null) return String(value);
    this.#problems.push({ pointer: `${this.#pointer}${place}`, detail: problem });
    return undefined;
  }

  #listOf(value: unknown, place: string, limit: number): unknown[] | undefined {
    const pointer = `${this.#pointer}${place}`;
    if (!Array.isArray(value)) {
      this.#problems.push({ pointer, detail: 'This must be a list.' });
      return undefined;
    }
    if (value.length <= limit) return value;
    this.#problems.push({ pointer, detail: `This has at most ${limit} entries, not ${value.length}.` });
    return undefined;
  }
}

function findTextProblem(value: unknown, limit: number, mayBeEmpty: boolean): string | null {
  if (typeof value !== 'string') return 'This must be a text.';
  if (!mayBeEmpty && value.trim() === '') return 'This must not be empty.';
  if (value.length > limit) return `This has at most ${limit} characters, not ${value.length}.`;
  if (!isStorableText(value) || /\p{Cc}/u.test(value)) return 'This holds a control character; remove it.';
  return null;
}
