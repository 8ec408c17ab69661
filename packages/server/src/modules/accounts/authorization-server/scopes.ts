import { isOperator, type PersonActor, type Scope, scopes } from '../../../http/actor.ts';

/** What each scope lets a program or a token do, to be read after "It may". */
export const scopeMeanings: Record<Scope, string> = {
  'pid:read': 'see your identifiers, what the registrar said about them, and your notices',
  'pid:mint': 'reserve identifiers, and edit those of yours',
  'pid:publish': 'make identifiers public, withdraw them, and change links',
  'data:read': 'see and download your folders and files, and your requests for permanent identifiers',
  'data:write':
    'upload, change, move and share folders and files, and request permanent identifiers for them',
  'orcid:read':
    'see what was written to ORCID records, yours and those of an organisation that you administer',
  'orcid:write': 'write to ORCID records: yours, and in the name of an organisation that you administer',
  'org:admin': 'manage members, shoulders, schemes, keys and access roles, where you are an administrator',
};

/** The scopes that a request names and that there are, in our order. @param requested as it stood in the request */
export function readScopes(requested: unknown): Scope[] {
  const names = typeof requested === 'string' ? requested.split(' ') : [];
  return scopes.filter((scope) => names.includes(scope));
}

/** Of the scopes asked for, those that this person has a use for: nobody should allow what they cannot do. */
export function offerScopes(person: PersonActor, requested: readonly Scope[]): Scope[] {
  const belongs = person.memberships.length > 0 || isOperator(person);
  const administers = isOperator(person) || person.memberships.some((each) => each.role === 'admin');
  return requested.filter((scope) => {
    switch (scope) {
      case 'pid:read':
      case 'data:read':
      case 'orcid:read':
        return true;
      case 'pid:mint':
      case 'pid:publish':
      case 'data:write':
      case 'orcid:write':
        return belongs;
      case 'org:admin':
        return administers;
      default:
        return scope satisfies never;
    }
  });
}
