import { type CslItem, toCslJson } from './csl-json.ts';
import type { CitedName } from './facts.ts';
import type { DataciteMetadata } from './metadata.ts';
import { type PidReference, toPidReference } from './pid-reference.ts';
import { nameResourceType } from './resource-types.ts';

/**
 * The description as one BibTeX entry, in UTF-8, with a line feed at the end.
 *
 * Written here and not by a citation library: those at hand turn text into ASCII, which empties titles in
 * scripts other than Latin, and cannot use the identifier's URL as the key, as DataCite does.
 *
 * @param metadata a description that `validateMetadata` returned, of any level.
 * @param pid a DOI, ARK or Handle as text, or a reference to one. Its URL is the entry's key.
 */
export function toBibtex(metadata: DataciteMetadata, pid: string | PidReference): string {
  const reference = toPidReference(pid);
  const item = toCslJson(metadata, reference);
  const { bibtex: type } = nameResourceType(metadata.types?.resourceTypeGeneral);
  const fields = bibtexFields(type, item, reference).flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name} = {${value}}`],
  );
  return `@${type}{${escapeKey(reference.id)},\n${fields.join(',\n')}\n}\n`;
}

function bibtexFields(type: string, item: CslItem, reference: PidReference): [string, string | undefined][] {
  const [year, month] = item.issued?.['date-parts'][0] ?? [];
  const container = item['container-title'];
  return [
    ['author', item.author && joinNames(item.author)],
    ['editor', item.editor && joinNames(item.editor)],
    // The inner braces keep BibTeX styles from changing capitals.
    ['title', item.title && `{${escapeText(item.title)}}`],
    [type === 'article' ? 'journal' : 'booktitle', container && escapeText(container)],
    ['volume', item.volume && escapeText(item.volume)],
    ['number', item.issue && escapeText(item.issue)],
    ['pages', item.page && escapeText(item.page.replace('-', '--'))],
    [publisherField(type), item.publisher && escapeText(item.publisher)],
    ['year', year === undefined ? undefined : String(year)],
    ['month', month === undefined ? undefined : String(month)],
    ['version', item.version && escapeText(item.version)],
    ['keywords', item.keyword && escapeText(item.keyword)],
    ['abstract', item.abstract && escapeText(item.abstract)],
    ['language', item.language && escapeText(item.language)],
    ['issn', item.ISSN && escapeText(item.ISSN)],
    ['isbn', item.ISBN && escapeText(item.ISBN)],
    ['copyright', item.copyright && escapeText(item.copyright)],
    ['doi', reference.type === 'DOI' ? escapeVerbatim(reference.name) : undefined],
    ['url', escapeVerbatim(reference.id)],
  ];
}

function publisherField(type: string): 'school' | 'institution' | 'publisher' {
  if (type === 'phdthesis') return 'school';
  return type === 'techreport' ? 'institution' : 'publisher';
}

/** Names are joined with ' and '; braces keep an organisation, or any name with 'and' in it, in one piece. */
function joinNames(names: readonly CitedName[]): string {
  return names
    .map((name) => {
      if ('literal' in name) return `{${escapeText(name.literal)}}`;
      const parts = name.given === undefined ? [name.family] : [name.family, name.given];
      return parts
        .map((part) => (/\band\b|,/.test(part) ? `{${escapeText(part)}}` : escapeText(part)))
        .join(', ');
    })
    .join(' and ');
}

const TEX_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

function escapeText(text: string): string {
  const balanced = areBracesBalanced(text) ? text : text.replace(/[{}]/g, '');
  return balanced.replace(/[\\{}~^&%$#_]/g, (character) => TEX_ESCAPES[character] ?? `\\${character}`);
}

/** BibTeX counts braces before TeX reads the backslash, so a lone one would swallow the rest of the file. */
function areBracesBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** doi and url are set verbatim by their packages; only braces would break the entry. */
function escapeVerbatim(text: string): string {
  return text.replace(/[{}\s]/g, encodeURIComponent);
}

/** Characters that end or break a key in BibTeX. */
function escapeKey(text: string): string {
  return text.replace(
    /[{}\s,"#%~\\()=']/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
