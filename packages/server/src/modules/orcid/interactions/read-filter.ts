import { parseOrcid } from '@mintmark/identifiers';
import { AppError, type InputProblem } from '../../../errors.ts';
import type { InteractionFilter } from '../../../outside/index.ts';

export const statusClasses = ['2', '3', '4', '5', 'none'] as const;
export const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a search of the log is asked for; empty texts count as left out. */
export type AskedFilter = Partial<Record<'orcid' | 'thing' | 'method' | 'status' | 'from' | 'until', string>>;

/**
 * Reads a filter of the log.
 * @param at where its members are, for the problems: `/querystring` or ``
 * @throws AppError invalid-input naming each member that is none
 */
export function readFilter(asked: AskedFilter, at: string): InteractionFilter {
  const problems: InputProblem[] = [];
  const wrong = (name: keyof AskedFilter, detail: string): undefined => {
    problems.push({ pointer: `${at}/${name}`, detail });
  };
  const given = (name: keyof AskedFilter): string => (asked[name] ?? '').trim();
  const readOrcid = (): string | undefined => {
    const parsed = parseOrcid(given('orcid'));
    return parsed.ok ? parsed.value.canonical : wrong('orcid', parsed.problem.message);
  };
  const readTime = (name: 'from' | 'until'): Date | undefined => {
    const text = given(name);
    const time = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/.test(text)
      ? Date.parse(text)
      : Number.NaN;
    return Number.isNaN(time)
      ? wrong(name, 'Give a day such as 2026-06-01, or a time such as 2026-06-01T09:00Z.')
      : new Date(time);
  };
  const filter = {
    subject: given('orcid') === '' ? undefined : readOrcid(),
    thingId:
      given('thing') === ''
        ? undefined
        : UUID.test(given('thing'))
          ? given('thing')
          : wrong('thing', 'Give the id of an item, work, entry or deposit.'),
    method:
      given('method') === ''
        ? undefined
        : (methods.find((each) => each === given('method')) ??
          wrong('method', `Give one of ${methods.join(', ')}.`)),
    status:
      given('status') === ''
        ? undefined
        : (statusClasses.find((each) => each === given('status')) ??
          wrong('status', 'Give the first digit of the status, or “none” for calls without an answer.')),
    from: given('from') === '' ? undefined : readTime('from'),
    until: given('until') === '' ? undefined : readTime('until'),
  };
  if (problems.length > 0) {
    throw new AppError('invalid-input', 'The log cannot be searched so.', { problems });
  }
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
