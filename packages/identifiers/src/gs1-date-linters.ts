/*
 * Dates and times of day in GS1 values (GS1 General Specifications sections 3.4 and 3.8): YYMMDD or YYYYMMDD, HHMM,
 * digits alone. Two digits of a year leave the century open (section 7.12), and every year that they can mean between
 * 1901 and 2099 has its leap day by the last two digits alone.
 */
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Where a text of six or eight digits is no date: at its month or its day. With `withoutDay`, day 00 is taken, which
 * means that only the month is known. A text of another form is wrong at its first character that is no digit, or at
 * its end.
 */
export function findDateProblem(text: string, withoutDay: boolean): number | null {
  const form = findDigitsProblem(text, text.length > 6 ? 8 : 6);
  if (form !== null) return form;
  const yearLength = text.length - 4;
  const year = Number(text.slice(0, yearLength));
  const month = Number(text.slice(yearLength, yearLength + 2));
  const day = Number(text.slice(yearLength + 2));
  const days = DAYS_IN_MONTH[month - 1];
  if (days === undefined) return yearLength;
  const hasLeapDay = year % 4 === 0 && (yearLength === 2 || year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && !hasLeapDay ? 28 : days;
  return day > last || (day === 0 && !withoutDay) ? yearLength + 2 : null;
}

/** Where the text is not two digits from 00 to `last`. */
export function findTwoDigitsProblem(text: string, last: number): number | null {
  return findDigitsProblem(text, 2) ?? (Number(text) > last ? 0 : null);
}

/** Where the text is not four digits that name a minute of the day. */
export function findTimeProblem(text: string): number | null {
  const form = findDigitsProblem(text, 4);
  if (form !== null) return form;
  if (findTwoDigitsProblem(text.slice(0, 2), 23) !== null) return 0;
  return findTwoDigitsProblem(text.slice(2), 59) === null ? null : 2;
}

/** Where the text is not exactly `length` digits. */
export function findDigitsProblem(text: string, length: number): number | null {
  const foreign = text.search(/[^0-9]/);
  if (foreign !== -1 && foreign < length) return foreign;
  return text.length === length ? null : Math.min(text.length, length);
}
