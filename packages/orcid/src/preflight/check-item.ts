import { isIssn, isOrcid } from '@mintmark/identifiers';
import type { ItemKind } from '../kinds.ts';
import { itemShapes } from '../messages/item-shapes.ts';
import { type ItemProblem, pointTo, quote } from '../messages/problems.ts';
import { readJson } from '../messages/read-json.ts';
import { IDENTIFIER_TYPES } from '../messages/vocabularies.ts';
import { checkDate, checkSpan } from './check-dates.ts';
import { checkExternalId, checkExternalIds } from './check-external-ids.ts';
import {
  checkFullAddress,
  checkOrganization,
  checkPartialAddress,
  checkSomeIdentifier,
} from './check-organizations.ts';
import { type Check, createCheck, forEach, listIn, type Members, objectIn, textIn } from './rules.ts';

/** What a check has to know beside the item. */
export type CheckItemOptions = {
  /** An item that is to be updated names its put code; a new one must not (9024). */
  update?: boolean;
  /** Types of identifiers that the registry has got since this package was made. */
  identifierTypes?: readonly string[];
};

/**
 * Checks an item as ORCID's registry will, before it is sent: members and types, lengths and vocabularies of the XSD,
 * and the rules of the registry's validators.
 *
 * @param item ORCID's v3.0 JSON, of unknown origin.
 * @returns all problems, each with the member it concerns, a sentence, and the code with which ORCID would refuse the
 *   item; none when the item can be sent. What only the registry knows (duplicates, unknown organisations, groups that
 *   do not exist) is not among them.
 */
export function checkItem(kind: ItemKind, item: unknown, options: CheckItemOptions = {}): ItemProblem[] {
  const { message, problems } = readJson(itemShapes[kind], item, true);
  const types = new Set([...IDENTIFIER_TYPES, ...(options.identifierTypes ?? [])]);
  const check = createCheck(problems, types);
  if (options.update !== true && message['put-code'] !== undefined) {
    check.report('/put-code', 9024, 'A new item must have no put code; ORCID gives it one.');
  }
  checkRules(kind, message, check);
  return problems;
}

function checkRules(kind: ItemKind, item: Members, check: Check): void {
  switch (kind) {
    case 'work':
      checkDate(item, 'publication-date', '', check);
      checkExternalIds(item, 'external-ids', '', 'always', check);
      checkContributors(item, check);
      return;
    case 'education':
    case 'employment':
      checkSpan(item, '', check);
      checkOrganization(objectIn(item, 'organization'), '/organization', check);
      checkFullAddress(objectIn(item, 'organization'), '/organization', check);
      return;
    case 'qualification':
    case 'distinction':
    case 'invited-position':
    case 'membership':
    case 'service':
      checkSpan(item, '', check);
      checkOrganization(objectIn(item, 'organization'), '/organization', check);
      checkPartialAddress(objectIn(item, 'organization'), '/organization', check);
      checkSomeIdentifier(item, check);
      return;
    case 'funding':
      checkSpan(item, '', check);
      checkAmount(item, check);
      checkExternalIds(item, 'external-ids', '', 'never', check);
      checkContributors(item, check);
      checkOrganization(objectIn(item, 'organization'), '/organization', check);
      return;
    case 'peer-review':
      checkPeerReview(item, check);
      return;
    case 'research-resource':
      checkResource(item, check);
      return;
    case 'external-identifier':
      checkPersonIdentifier(item, check);
      return;
    case 'researcher-url':
    case 'other-name':
    case 'keyword':
    case 'address':
      return;
    default:
      kind satisfies never;
  }
}

/** An address or path of a contributor is that of an iD (9020). */
function checkContributors(item: Members, check: Check): void {
  const contributors = listIn(objectIn(item, 'contributors'), 'contributor');
  forEach(contributors, '/contributors/contributor', (contributor, pointer) => {
    const orcid = objectIn(contributor, 'contributor-orcid');
    if (orcid === null) return;
    const at = pointTo(pointer, 'contributor-orcid');
    const uri = textIn(orcid, 'uri');
    const path = textIn(orcid, 'path');
    const id = /^https:\/\/(?:[^/]*orcid\.org|localhost.*\/orcid-web)\/([\dX-]{19})$/.exec(uri ?? '')?.[1];
    if (uri !== null && (id === undefined || !isOrcid(id))) {
      check.report(pointTo(at, 'uri'), 9020, `${quote(uri)} is no address of an ORCID iD.`);
    }
    if (path !== null && !(/^[\dX-]{19}$/.test(path) && isOrcid(path))) {
      check.report(pointTo(at, 'path'), 9020, `${quote(path)} is no ORCID iD, as 0000-0002-1825-0097.`);
    }
    if (uri === null && path === null) {
      check.report(pointTo(at, 'path'), 9001, 'An ORCID iD needs its address or path.');
    }
  });
}

function checkAmount(item: Members, check: Check): void {
  const amount = textIn(item, 'amount');
  if (amount === null || /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(amount.trim())) return;
  check.report('/amount/value', 9054, `The amount must be a number, as 1000.50, not ${quote(amount)}.`);
}

/** XSD of v3.0, simple type group-id. */
const GROUP_ID =
  /^(?:ringgold:|issn:|orcid-generated:|fundref:|publons:)[0-9a-zA-Z^._~:/?#[\]@!$&'()*+,;=-]{2,}$/;

function checkPeerReview(item: Members, check: Check): void {
  checkDate(item, 'review-completion-date', '', check);
  checkExternalIds(item, 'review-identifiers', '', 'with-version', check);
  const subject = objectIn(item, 'subject-external-identifier');
  if (subject !== null) checkExternalId(subject, '/subject-external-identifier', check);
  checkOrganization(objectIn(item, 'convening-organization'), '/convening-organization', check);
  const group = textIn(item, 'review-group-id');
  if (group !== null) checkGroupId(group, '/review-group-id', check);
}

function checkGroupId(group: string, pointer: string, check: Check): void {
  if (!GROUP_ID.test(group)) {
    check.report(
      pointer,
      9020,
      `A group is named by issn:, ringgold:, fundref:, publons: or orcid-generated: and its id, not ${quote(group)}.`,
    );
  } else if (group.startsWith('issn:') && !isIssn(group.slice('issn:'.length))) {
    check.report(pointer, 9053, `${quote(group)} names no valid ISSN; its check digit is wrong.`);
  }
}

function checkResource(item: Members, check: Check): void {
  const proposal = objectIn(item, 'proposal');
  if (proposal !== null) {
    checkSpan(proposal, '/proposal', check);
    checkExternalIds(proposal, 'external-ids', '/proposal', 'with-version', check);
    checkHosts(proposal, '/proposal', check);
  }
  forEach(listIn(item, 'resource-item'), '/resource-item', (resource, pointer) => {
    checkExternalIds(resource, 'external-ids', pointer, 'with-version', check);
    checkHosts(resource, pointer, check);
  });
}

function checkHosts(message: Members, pointer: string, check: Check): void {
  const hosts = listIn(objectIn(message, 'hosts'), 'organization');
  forEach(hosts, pointTo(pointTo(pointer, 'hosts'), 'organization'), (host, at) => {
    checkOrganization(host, at, check);
  });
}

/** An identifier of the person is of the person itself and has an address (9020). */
function checkPersonIdentifier(item: Members, check: Check): void {
  if (textIn(item, 'external-id-relationship') !== 'self') {
    check.report(
      '/external-id-relationship',
      9020,
      'The relationship of a person’s identifier must be "self".',
    );
  }
  if ((textIn(item, 'external-id-url') ?? '').trim() === '') {
    check.report('/external-id-url', 9020, 'A person’s identifier needs its address.');
  }
}
