import { RegistryError } from '../errors.ts';
import type { JsonObject } from '../read-item.ts';
import { objectIn, textIn } from './content.ts';

/** Checks a date that may leave out its day, or its month and day: four digits, two and two, and in the calendar. */
export function checkDate(content: JsonObject, name: string): void {
  const date = objectIn(content, name);
  if (date === null) return;
  const [year, month, day] = ['year', 'month', 'day'].map((part) => textIn(date, part));
  const wrong = (detail: string) => new RegistryError(9020, { detail: `${name}: ${detail}` });
  if (year == null) throw wrong('a year is needed');
  if (!/^\d{4}$/.test(year)) throw wrong('a year has four digits');
  if (day != null && month == null) throw wrong('there is a day without a month');
  if (month != null && !/^\d{2}$/.test(month)) throw wrong('a month has two digits');
  if (day != null && !/^\d{2}$/.test(day)) throw wrong('a day has two digits');
  const inCalendar = new Date(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`);
  const isReal =
    !Number.isNaN(inCalendar.getTime()) && (day == null || inCalendar.getUTCDate() === Number(day));
  if (isReal && Number(year) > 0) return;
  throw new RegistryError(9049, { dateString: [year, month, day].filter((part) => part != null).join('-') });
}

/** Checks start and end: each a date, and the end not before the start as far as both say. */
export function checkPeriod(content: JsonObject, options: { endNeedsStart: boolean }): void {
  checkDate(content, 'start-date');
  checkDate(content, 'end-date');
  const start = objectIn(content, 'start-date');
  const end = objectIn(content, 'end-date');
  if (end === null) return;
  if (start === null) {
    if (options.endNeedsStart) throw new RegistryError(9050);
    return;
  }
  for (const part of ['year', 'month', 'day']) {
    const [from, to] = [textIn(start, part), textIn(end, part)];
    if (from === null || to === null || from < to) return;
    if (from > to) throw new RegistryError(9055);
  }
}
