import { AppError } from '../../../../errors.ts';
import { isStorableText } from '../../../../http/body.ts';
import { readField } from '../../../accounts/index.ts';

/** Sentences for each field that is wrong; those under `form` are about all of it. */
export type Problems = Record<string, string[]>;

/** A form as it stood in the browser, to be shown again, with what is wrong in it. Fields have their names in HTML. */
export type Form = {
  values: Record<string, string>;
  /** Boxes that are ticked, as `field=value`. */
  ticked: readonly string[];
  problems: Problems;
};

export const emptyForm: Form = { values: {}, ticked: [], problems: {} };

/** How many sentences one field shows; a list of names can have a mistake in each. */
const PROBLEMS_SHOWN = 10;

/** Reads texts of a form, each up to its limit; a line ends as it does everywhere but in forms. */
export function readTexts(
  input: unknown,
  limits: Readonly<Record<string, number>>,
): Pick<Form, 'values' | 'problems'> {
  const values: Record<string, string> = {};
  const problems: Problems = {};
  for (const [field, limit] of Object.entries(limits)) {
    const text = readField(input, field).replaceAll('\r\n', '\n').trim();
    const isStorable = isStorableText(text);
    values[field] = isStorable ? text : '';
    if (!isStorable) problems[field] = ['This text holds a character that cannot be stored.'];
    else if (text.length > limit) problems[field] = [`Use ${limit} characters or fewer.`];
  }
  return { values, problems };
}

export function hasProblems(problems: Problems): boolean {
  return Object.keys(problems).length > 0;
}

/**
 * What a refused use case says of a form's fields. Fields are called as in the API, but for their spelling:
 * `/defaultTarget` is the field `default_target`.
 * @param listed what a field's lines were read as, so that a mistake in one of them is told with it
 */
export function problemsOf(
  refusal: AppError,
  values: Form['values'],
  listed: Readonly<Record<string, readonly string[]>> = {},
): Problems {
  if (refusal.problems.length === 0) return { form: [refusal.message] };
  const problems: Problems = {};
  for (const { pointer, detail } of refusal.problems) {
    const [, member = '', index = ''] = pointer.split('/');
    const field = member.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const line = index === '' ? undefined : listed[field]?.[Number(index)];
    const sentence = line === undefined || detail.includes(line) ? detail : `${line}: ${detail}`;
    const place = Object.hasOwn(values, field) ? field : 'form';
    problems[place] = [...(problems[place] ?? []), sentence];
  }
  return Object.fromEntries(
    Object.entries(problems).map(([field, all]) => {
      const more = all.length - PROBLEMS_SHOWN;
      return [field, more > 0 ? [...all.slice(0, PROBLEMS_SHOWN), `And ${more} more like these.`] : all];
    }),
  );
}

/** The refusal that a form is shown again with. @throws whatever it is otherwise */
export function requireRefusal(error: unknown): AppError {
  // Strangers learn from the status alone; a form would tell them that there is something.
  if (error instanceof AppError && error.code !== 'not-found') return error;
  throw error;
}

/** Words of a field, between white space or commas. */
export function readWords(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((word) => word !== ''))];
}
