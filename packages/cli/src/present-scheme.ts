import type { Scheme, SchemeDetails } from '@mintmark/client';
import { formatErrors } from './failures.ts';
import type { Transfer } from './scheme-files.ts';
import { formatFacts, formatTable } from './table.ts';

export function formatSchemeList(schemes: readonly Scheme[], columns: number | null): string {
  return formatTable(
    ['Namespace', 'Profile', 'Identifiers', 'Shared', 'Title'],
    schemes.map(({ namespace, profile, identifiers, shared, title }) => [
      namespace,
      profile,
      listSome(identifiers.map(({ shortcode }) => shortcode)),
      shared ? 'yes' : 'no',
      title,
    ]),
    columns,
  );
}

export function formatScheme(scheme: SchemeDetails, columns: number | null): string {
  const { document, mirror } = scheme;
  const facts = formatFacts([
    ['Namespace', scheme.namespace],
    ['Title', scheme.title],
    ['Profile', scheme.profile],
    ['Organisation', scheme.organisation],
    ['Shared', scheme.shared ? 'yes' : 'no'],
    ['Link types', scheme.linkTypes.uri],
    ['Version', String(scheme.version)],
    ['In storage', `${mirror.key} (${mirror.state})`],
    ['Problem', mirror.problem],
  ]);
  const table = formatTable(
    ['AI', 'Type', 'Shortcode', 'Pattern', 'Qualifiers', 'Title'],
    document.applicationIdentifiers.map((each) => [
      each.ai,
      each.type,
      each.shortcode,
      each.grammar ?? each.regex,
      (each.qualifierSequences ?? [each.qualifiers ?? []]).map((names) => names.join(' ')).join(' | '),
      each.title,
    ]),
    columns,
  );
  return `${facts}\n\n${table}`;
}

export function formatTransfers(items: readonly Transfer[]): string {
  if (items.length === 0) return 'There are none.';
  return items
    .map(({ key, outcome, detail, errors }) => {
      const line = `${key}  ${outcome}${detail === null ? '' : `: ${detail}`}`;
      return errors.length === 0 ? line : `${line}\n${formatErrors(errors)}`;
    })
    .join('\n');
}

function listSome(names: readonly string[]): string {
  return names.length <= 4 ? names.join(' ') : `${names.slice(0, 3).join(' ')} and ${names.length - 3} more`;
}
