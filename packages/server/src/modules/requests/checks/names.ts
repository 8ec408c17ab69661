import { type CheckFacts, type Finding, failed, passed } from './check.ts';

/** Checks of how the folder and what is in it are called. */

/** Letters and digits of any script; what command lines, addresses and other systems take as it is. */
const PLAIN_NAME = /^[\p{L}\p{M}\p{N}._-]+$/u;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const NAMED_LIMIT = 3;

/** Creator_subject_date: a capital first, at least one part between, and a year or a month of three letters with a year. */
export function checkFolderName({ folderName }: CheckFacts): Finding {
  const faults = explainFolderName(folderName);
  return faults.length === 0 ? passed : failed(faults.join(' '));
}

/** @returns one sentence for each thing in which a name differs from Creator_subject_date */
export function explainFolderName(name: string): string[] {
  const faults: string[] = [];
  if (!PLAIN_NAME.test(name)) {
    faults.push('Write the name of the folder without spaces and special characters.');
  }
  const parts = name.split('_');
  const first = parts[0] ?? '';
  const date = parts.at(-1) ?? '';
  if (!/^\p{Lu}/u.test(first)) {
    faults.push('Begin it with the name of the creator, with a capital letter.');
  }
  if (!isDate(date)) {
    const example = 'such as 2026 or Mar2026';
    faults.push(
      `End it with the year, or a month of three letters and the year, ${example}, after an underscore.`,
    );
  }
  if (parts.length < 3 || parts.some((part) => part === '')) {
    faults.push('Give creator, subject and date, each after a single underscore: Creator_subject_date.');
  }
  return faults;
}

function isDate(text: string): boolean {
  const month = text.slice(0, -4);
  return /^(?:19|20)\d\d$/.test(text.slice(-4)) && (month === '' || MONTHS.includes(month));
}

/** Every folder and file is looked at by its own name. */
export function checkSpaces({ folderName, files, folders = [] }: CheckFacts): Finding {
  const wrong: string[] = PLAIN_NAME.test(folderName) ? [] : [folderName];
  const seen = new Set<string>();
  for (const path of [...files.map((file) => file.path), ...folders]) {
    const steps = path.split('/');
    for (let depth = steps.length; depth > 0; depth -= 1) {
      const here = steps.slice(0, depth).join('/');
      if (seen.has(here)) break;
      seen.add(here);
      if (!PLAIN_NAME.test(steps[depth - 1] ?? '')) wrong.push(here);
    }
  }
  if (wrong.length === 0) return passed;
  const named = wrong.slice(0, NAMED_LIMIT).map((path) => `“${path}”`);
  const more = wrong.length > NAMED_LIMIT ? ` and ${wrong.length - NAMED_LIMIT} more` : '';
  const detail = `Rename what has spaces or special characters in its name: ${named.join(', ')}${more}.`;
  return failed(
    detail,
    wrong.filter((path) => path !== folderName).map((file) => ({ file })),
  );
}
