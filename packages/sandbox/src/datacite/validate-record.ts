import type { Repository } from './credentials.ts';
import type { ValidationError } from './errors.ts';
import { buildKernelTree } from './kernel-tree.ts';
import type { DoiRecord, Metadata } from './record.ts';
import { validateKernelTree } from './validate-kernel-tree.ts';
import { CONTRIBUTOR_TYPES } from './vocabularies.ts';

/** Names that DataCite lets a repository create; longer registrants exist elsewhere and are refused here. */
const NEW_DOI = /^10\.\d{4,5}\/[-._;()/:a-zA-Z0-9*~$=]+$/;
const URL = /^(ftp|http|https):\/\/\S+$/;
const LANGUAGE = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/;
const RIGHTS_LIMIT_CHARACTERS = 2000;
const KERNEL = 'http://datacite.org/schema/kernel-';

type Options = {
  isNew: boolean;
  repository: Repository;
  /** `should_validate`: a draft is held to the schema as well. */
  forced: boolean;
};

/** Everything that is wrong with a record, in DataCite's words; empty when it may be stored. */
export function validateRecord(record: DoiRecord, { isNew, repository, forced }: Options): ValidationError[] {
  const active = record.state !== 'draft';
  return [
    ...(isNew && !NEW_DOI.test(record.doi) ? [{ source: 'doi', title: 'Is invalid' }] : []),
    ...validateUrl(record.url, active, repository),
    ...validateSchemaVersion(record),
    ...validateValues(record),
    ...(active || forced ? validateAgainstSchema(record) : []),
  ];
}

function validateUrl(url: string | null, required: boolean, repository: Repository): ValidationError[] {
  if (url === null || url.trim() === '') {
    return required ? [{ source: 'url', title: "Can't be blank" }] : [];
  }
  if (!URL.test(url)) return [{ source: 'url', title: 'URL is not valid' }];
  if (isAllowedHost(url, repository.domains)) return [];
  const id = repository.id.toUpperCase();
  return [{ source: 'url', title: `URL ${url} is not allowed by repository ${id} domain settings.` }];
}

function isAllowedHost(url: string, domains: readonly string[] | undefined): boolean {
  if (domains === undefined || domains.includes('*')) return true;
  const host = /^[a-z]+:\/\/([^/:?#]*)/i.exec(url)?.[1]?.toLowerCase() ?? '';
  return domains.some((domain) =>
    domain.startsWith('*.') ? host.endsWith(domain.slice(1).toLowerCase()) : host === domain.toLowerCase(),
  );
}

function validateSchemaVersion({ doi, schemaVersion }: DoiRecord): ValidationError[] {
  if (schemaVersion === null || !/\/kernel-(2|3)(\.|$)/.test(schemaVersion)) return [];
  return [{ source: 'xml', title: `DOI ${doi}: Schema ${schemaVersion} is no longer supported` }];
}

/** Rules beside the schema; they hold for drafts too. */
function validateValues({ metadata, schemaVersion }: DoiRecord): ValidationError[] {
  const errors: ValidationError[] = [];
  if (metadata.rightsList.some(({ rights }) => String(rights ?? '').length > RIGHTS_LIMIT_CHARACTERS)) {
    errors.push({
      source: 'rights_list',
      title: `Rights should not have a length of more than ${RIGHTS_LIMIT_CHARACTERS} characters.`,
    });
  }
  const { language } = metadata;
  if (language !== null && !LANGUAGE.test(language)) {
    errors.push({ source: 'language', title: `Language ${language} is in an invalid format.` });
  }
  return schemaVersion?.startsWith(`${KERNEL}4`)
    ? [...errors, ...validateContributorTypes(metadata)]
    : errors;
}

function validateContributorTypes({ contributors }: Metadata): ValidationError[] {
  return contributors.flatMap(({ name, contributorType }) => {
    const who = `Contributor '${String(name ?? '')}'`;
    if (contributorType === undefined || contributorType === null || contributorType === '') {
      return [{ source: 'contributors', title: `${who} is missing a required element: contributor type.` }];
    }
    if (CONTRIBUTOR_TYPES.some((type) => type === contributorType)) return [];
    const title = `${who} has a contributor type that is not supported in schema 4: '${String(contributorType)}'.`;
    return [{ source: 'contributors', title }];
  });
}

/**
 * The XML Schema check. What is said depends on `schemaVersion`: with `kernel-4` (and 4.0 to 4.3) each element
 * has its message; without one, everything wrong is the single opaque error; 4.4 and later are not in
 * DataCite's list, and are not checked at all.
 */
function validateAgainstSchema({ doi, metadata, schemaVersion }: DoiRecord): ValidationError[] {
  const minor = schemaVersion?.startsWith(`${KERNEL}4.`)
    ? Number(schemaVersion.slice(`${KERNEL}4.`.length))
    : null;
  if (minor !== null && minor >= 4) return [];
  const problems = validateKernelTree(buildKernelTree(doi, metadata));
  if (problems.length === 0) return [];
  if (schemaVersion !== `${KERNEL}4` && minor === null) return [{ source: 'metadata', title: 'Is invalid' }];
  return problems.map(({ source, message, line }) => ({
    source,
    title: `DOI ${doi}: ${message} at line ${line}, column 0`,
  }));
}
