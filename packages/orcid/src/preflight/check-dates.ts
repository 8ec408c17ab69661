import { pointTo } from '../messages/problems.ts';
import { type Check, type Members, objectIn, textIn } from './rules.ts';

const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

/** A date that may stop at the year or the month: the parts must make a real date (9049), in the years of the XSD. */
export function checkDate(message: Members, member: string, pointer: string, check: Check): void {
  const date = objectIn(message, member);
  if (date === null) return;
  const at = pointTo(pointer, member);
  const [year, month, day] = readParts(date);
  if (year !== null && (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR)) {
    check.report(pointTo(at, 'year'), 9001, `The year must be ${FIRST_YEAR} to ${LAST_YEAR}, not ${year}.`);
  }
  if (day === null) return;
  if (month === null) {
    check.report(pointTo(at, 'month'), 9049, 'A date with a day needs a month too.');
    return;
  }
  const real = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (real.getUTCDate() !== Number(day)) {
    check.report(pointTo(at, 'day'), 9049, `There is no ${year}-${month}-${day}; correct the day.`);
  }
}

/** A span: an end needs a start (9050) and comes not before it (9055), as far as both are known. */
export function checkSpan(message: Members, pointer: string, check: Check): void {
  checkDate(message, 'start-date', pointer, check);
  checkDate(message, 'end-date', pointer, check);
  const start = objectIn(message, 'start-date');
  const end = objectIn(message, 'end-date');
  if (end === null) return;
  if (start === null) {
    check.report(pointTo(pointer, 'start-date'), 9050, 'With an end date, a start date is required.');
    return;
  }
  const starts = readParts(start);
  const ends = readParts(end);
  const known = starts.findIndex((part, index) => part === null || (ends[index] ?? null) === null);
  const length = known === -1 ? starts.length : known;
  if (starts.slice(0, length).join('-') > ends.slice(0, length).join('-')) {
    check.report(pointTo(pointer, 'end-date'), 9055, 'The end date must not be before the start date.');
  }
}

function readParts(date: Members): (string | null)[] {
  return ['year', 'month', 'day'].map((part) => textIn(date, part));
}
