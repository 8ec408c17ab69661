import { findDateProblem } from './gs1-date-linters.ts';

/*
 * North American coupons in AIs 8110 and 8112 (GS1 General Specifications section 3.9; GS1 US, "North American Coupon
 * Application Guideline Using GS1 DataBar Expanded Symbols"): digits alone, and fields behind one another, many after a
 * digit that tells their length.
 *
 *   8110     = company offer value requirement [ second ] [ third ] [ expiry ] [ start ] [ serial ] [ retailer ] [ flags ]
 *   second   = "1" rule requirement ( company | "9" )
 *   third    = "2" requirement ( company | "9" )
 *   expiry   = "3" YYMMDD
 *   start    = "4" YYMMDD                          ; not after the expiry
 *   serial   = "5" number
 *   retailer = "6" 1-7, and 7 to 13 digits
 *   flags    = "9" 0|1|2|5|6 0|1|2 DIGIT 0|1
 *   8112     = 0|1 company offer number            ; format, funder, offer code, serial number
 *
 *   company     = 0-6, and 6 to 12 digits
 *   offer       = 6DIGIT
 *   value       = 1-5, and as many digits
 *   requirement = value 0-4|9 3DIGIT               ; amount, its unit, product family
 *   number      = 0-9, and 6 to 15 digits
 */

/** Reads fields one after the other; `problem` is where the first that could not be read goes wrong. */
type Reader = { text: string; next: number; problem: number | null };

/** Where the text is no coupon code of AI 8110: index of the wrong digit, or the text's length if it ends too early. */
export function findCouponCodeProblem(text: string): number | null {
  const reader = openReader(text);
  readSized(reader, '0123456', 6);
  readDigits(reader, 6);
  readRequirement(reader, true);
  if (readMarker(reader, '1')) {
    readOneOf(reader, '0123');
    readRequirement(reader, false);
  }
  if (readMarker(reader, '2')) readRequirement(reader, false);
  const expiry = readMarker(reader, '3') ? readDate(reader) : null;
  const start = readMarker(reader, '4') ? readDate(reader) : null;
  if (reader.problem === null && expiry !== null && start !== null && start > expiry) return reader.next - 6;
  if (readMarker(reader, '5')) readSized(reader, '0123456789', 6);
  if (readMarker(reader, '6')) readSized(reader, '1234567', 6);
  if (readMarker(reader, '9')) {
    readOneOf(reader, '01256');
    readOneOf(reader, '012');
    readDigits(reader, 1);
    readOneOf(reader, '01');
  }
  return closeReader(reader);
}

/** Where the text is no positive offer of AI 8112; answers as {@link findCouponCodeProblem} does. */
export function findCouponOfferProblem(text: string): number | null {
  const reader = openReader(text);
  readOneOf(reader, '01');
  readSized(reader, '0123456', 6);
  readDigits(reader, 6);
  readSized(reader, '0123456789', 6);
  return closeReader(reader);
}

function openReader(text: string): Reader {
  const foreign = text.search(/[^0-9]/);
  return { text, next: 0, problem: foreign === -1 ? null : foreign };
}

function closeReader(reader: Reader): number | null {
  if (reader.problem !== null) return reader.problem;
  return reader.next === reader.text.length ? null : reader.next;
}

/** The value of a purchase with its unit and product family; the first one follows the value that is saved. */
function readRequirement(reader: Reader, isFirst: boolean): void {
  if (isFirst) readSized(reader, '12345', 0);
  readSized(reader, '12345', 0);
  readOneOf(reader, '012349');
  readDigits(reader, 3);
  if (isFirst) return;
  if (!readMarker(reader, '9')) readSized(reader, '0123456', 6);
}

/** A digit that tells a length, and `base` plus as many digits. */
function readSized(reader: Reader, lengths: string, base: number): void {
  const length = readOneOf(reader, lengths);
  if (length !== null) readDigits(reader, base + Number(length));
}

function readOneOf(reader: Reader, digits: string): string | null {
  const digit = readDigits(reader, 1);
  if (digit === null || digits.includes(digit)) return digit;
  reader.problem = reader.next - 1;
  return null;
}

function readMarker(reader: Reader, marker: string): boolean {
  if (reader.problem !== null || reader.text.charAt(reader.next) !== marker) return false;
  reader.next += 1;
  return true;
}

function readDate(reader: Reader): string | null {
  const date = readDigits(reader, 6);
  const problem = date === null ? null : findDateProblem(date, false);
  if (problem === null) return date;
  reader.problem = reader.next - 6 + problem;
  return null;
}

function readDigits(reader: Reader, count: number): string | null {
  if (reader.problem !== null) return null;
  const digits = reader.text.slice(reader.next, reader.next + count);
  if (digits.length < count) {
    reader.problem = reader.text.length;
    return null;
  }
  reader.next += count;
  return digits;
}
