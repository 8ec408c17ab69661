import { type NoidTemplate, noidNameStart, parseNoidTemplate, validateNoidName } from './noid.ts';
import type { NoidMinter } from './noid-minter.ts';
import { findUnkeepable, type NoidAnswer, refuse } from './noid-store.ts';

/**
 * Whether names can come from a template, `-` for the minter's own: one line a name, `id: NAME` or
 * `iderr: NAME …` with what is wrong. A malformed name is told from one whose check character alone is wrong.
 */
export function validateNames(minter: NoidMinter, text: string, names: readonly string[]): NoidAnswer {
  if (names.length === 0) return refuse('error: must specify a template and at least one identifier.');
  if (text === '-' && minter.acceptsAny) {
    return { lines: names.map((name) => `id: ${name}`), errors: [], isDone: true };
  }
  const parsed = text === '-' ? { ok: true as const, value: minter.template } : parseNoidTemplate(text);
  if (!parsed.ok) return refuse(`error: template ${text} bad: ${parsed.problem.message}`);
  const wrong = names.map((name) => findNameProblem(parsed.value, name, minter.zone));
  return {
    lines: names.map((name, index) =>
      wrong[index] === null ? `id: ${name}` : `iderr: ${name} ${wrong[index]}`,
    ),
    errors: [],
    isDone: wrong.every((each) => each === null),
  };
}

/**
 * The lines that tell which names the minter could never keep or, unless it accepts any, never mint; none when
 * all are right.
 */
export function listNameProblems(minter: NoidMinter, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const problem =
      findUnkeepable(name) ??
      (minter.acceptsAny ? null : findNameProblem(minter.template, name, minter.zone));
    return problem === null ? [] : [`iderr: ${name} ${problem}`];
  });
}

function findNameProblem(template: NoidTemplate, name: string, zone: string): string | null {
  const result = validateNoidName(template, name, zone);
  if (result.ok) return null;
  const { code, position } = result.problem;
  switch (code) {
    case 'noid-zone':
      return `should begin with ${noidNameStart(template, zone)}.`;
    case 'noid-length':
      return `${isTooShort(template, name, zone) ? 'shorter' : 'longer'} than specified template (${template.text})`;
    case 'check-character':
      return 'has a check character error';
    default:
      return `char "${name.charAt(position)}" conflicts with template (${template.text}) at its place`;
  }
}

function isTooShort(template: NoidTemplate, name: string, zone: string): boolean {
  const length = noidNameStart(template, zone).length + template.mask.length;
  return name.length < length + (template.hasCheckCharacter ? 1 : 0);
}
