import { RegistryError } from '../errors.ts';
import { findGroup, GROUP_ID } from '../groups.ts';
import type { Kind } from '../kinds.ts';
import { type ExternalId, readExternalIds } from '../normalise-identifier.ts';
import type { JsonObject } from '../read-item.ts';
import type { OrcidState } from '../state.ts';
import { FUNDING_ROLES, isCurrency, RESOURCE_TYPES, WORK_ROLES, WORK_TYPES } from '../vocabularies.ts';
import { listIn, objectIn, textIn } from './content.ts';
import { checkContributors } from './contributors.ts';
import { checkDate, checkPeriod } from './dates.ts';
import { checkExternalId, checkExternalIds } from './external-ids.ts';
import { checkCountry, checkOrganization, checkOrganizationParts, hasIdentifier } from './organizations.ts';
import { checkPersonItem } from './person-items.ts';
import { checkLanguage, checkTitles } from './titles.ts';

/** Checks what ORCID's validators check of an item, and throws `RegistryError` with the code of the first fault. */
export function checkItem(state: OrcidState, kind: Kind, content: JsonObject): void {
  switch (kind.family) {
    case 'work':
      checkWork(state, content);
      break;
    case 'affiliation':
      checkAffiliation(kind, content);
      break;
    case 'funding':
      checkFunding(state, content);
      break;
    case 'peer-review':
      checkPeerReview(state, content);
      break;
    case 'research-resource':
      checkResearchResource(content);
      break;
    case 'person':
      checkPersonItem(kind, content);
      break;
    default:
      kind.family satisfies never;
  }
}

function checkWork(state: OrcidState, content: JsonObject): void {
  checkTitles(objectIn(content, 'title'));
  if (content.type === null) throw missingType('work type', WORK_TYPES);
  checkExternalIds(readExternalIds(content['external-ids']), { one: true, self: true });
  checkDate(content, 'publication-date');
  const citation = objectIn(content, 'citation');
  if (
    citation !== null &&
    (textIn(citation, 'citation-type') === null) !== (textIn(citation, 'citation-value') === null)
  ) {
    throw new RegistryError(9020, { detail: 'citation: type and value belong together' });
  }
  checkLanguage(textIn(content, 'language-code'));
  checkCountry(textIn(content, 'country'));
  checkContributors(state, content, WORK_ROLES);
}

/** Education and employment need a known organization in a town; the others, something that identifies them. */
function checkAffiliation(kind: Kind, content: JsonObject): void {
  const organization = objectIn(content, 'organization');
  const ids = readExternalIds(content['external-ids']);
  if (kind.name === 'education' || kind.name === 'employment') {
    checkOrganization(organization);
    const address = objectIn(organization ?? {}, 'address');
    if (textIn(address, 'city') === null || textIn(address, 'country') === null)
      throw new RegistryError(9060);
  } else if (!hasIdentifier(organization) && ids.length === 0) {
    throw new RegistryError(9062);
  } else if (organization !== null) {
    checkOrganizationParts(organization);
  }
  checkPeriod(content, { endNeedsStart: false });
  checkExternalIds(ids, { one: false, self: false });
}

function checkFunding(state: OrcidState, content: JsonObject): void {
  checkTitles(objectIn(content, 'title'));
  if (content.type === null)
    throw missingType('funding type', ['grant', 'contract', 'award', 'salary-award']);
  checkExternalIds(readExternalIds(content['external-ids']), { one: true, self: false });
  checkOrganization(objectIn(content, 'organization'));
  checkPeriod(content, { endNeedsStart: true });
  checkAmount(objectIn(content, 'amount'));
  checkContributors(state, content, FUNDING_ROLES);
}

function checkAmount(amount: JsonObject | null): void {
  if (amount === null) return;
  const value = textIn(amount, 'value');
  const currency = textIn(amount, 'currency-code');
  if (value === null) throw new RegistryError(9020, { detail: 'amount: value is missing' });
  if (!/^\d{1,18}([.,]\d{1,4})?$/.test(value)) throw new RegistryError(9054);
  if (currency === null || !isCurrency(currency)) {
    throw new RegistryError(9020, { detail: 'amount: currency-code is missing or unknown' });
  }
}

function checkPeerReview(state: OrcidState, content: JsonObject): void {
  checkExternalIds(readExternalIds(content['review-identifiers']), { one: true, self: false });
  const missing = ['reviewer-role', 'review-type', 'review-completion-date', 'review-group-id'].find(
    (name) => content[name] === null,
  );
  if (missing !== undefined) throw new RegistryError(9020, { detail: `${missing} is missing` });
  checkDate(content, 'review-completion-date');
  const groupId = textIn(content, 'review-group-id') ?? '';
  if (!GROUP_ID.test(groupId)) throw new RegistryError(9020, { detail: `${groupId} is no review-group-id` });
  const subject = objectIn(content, 'subject-external-identifier');
  if (subject !== null) checkExternalId(subject as unknown as ExternalId);
  const subjectName = objectIn(content, 'subject-name');
  if (subjectName !== null) checkTitles(subjectName);
  checkOrganization(objectIn(content, 'convening-organization'));
  if (findGroup(state, groupId) === null) throw new RegistryError(9026);
}

function checkResearchResource(content: JsonObject): void {
  const proposal = objectIn(content, 'proposal');
  if (proposal === null) throw new RegistryError(9020, { detail: 'proposal is missing' });
  checkTitles(objectIn(proposal, 'title'));
  checkHosts(proposal);
  checkExternalIds(readExternalIds(proposal['external-ids']), { one: true, self: false });
  checkPeriod(proposal, { endNeedsStart: false });
  const items = listIn({ list: content }, 'list', 'resource-item');
  if (items.length === 0) throw new RegistryError(9020, { detail: 'at least one resource-item is needed' });
  for (const item of items) {
    if (textIn(item, 'resource-name') === null) {
      throw new RegistryError(9020, { detail: 'resource-item: resource-name is missing' });
    }
    if (item['resource-type'] === null) throw missingType('resource type', RESOURCE_TYPES);
    checkHosts(item);
    checkExternalIds(readExternalIds(item['external-ids']), { one: true, self: false });
  }
}

function checkHosts(holder: JsonObject): void {
  const hosts = listIn(holder, 'hosts', 'organization');
  if (hosts.length === 0) throw new RegistryError(9046);
  for (const host of hosts) checkOrganization(host);
}

function missingType(type: string, values: readonly string[]): RegistryError {
  return new RegistryError(9037, { type, values: values.join(', ') });
}
