const MORE_INFO = 'https://members.orcid.org/api/resources/troubleshooting';

type Template = { status: number; developer: string; user: string };

const CONTACT =
  'Your record could not be updated. Try again; if it happens again, ask {clientName} for help.';
const NOT_ALLOWED = 'The client application may not do this.';
const NOT_FOUND = 'Nothing was found here.';

/**
 * The refusals of the record API by ORCID's code. The numbers, the opening words and what clients parse ("see element
 * with put-code N", "Please refer to account: iD") are ORCID's, the rest is told in other words.
 */
const TEMPLATES = {
  9000: { status: 500, developer: 'ORCID could not be reached.', user: 'ORCID could not be reached.' },
  9001: {
    status: 400,
    developer: 'The data or the endpoint is wrong. Full validation error: {detail}',
    user: 'ORCID could not read the data.',
  },
  9002: {
    status: 401,
    developer: 'The client application is not known here.',
    user: 'The client application is not known here.',
  },
  9003: {
    status: 401,
    developer: 'The client application is not known here.',
    user: 'The client application is not known here.',
  },
  9004: { status: 403, developer: 'A token with a scope for this is needed.', user: NOT_ALLOWED },
  9005: { status: 403, developer: 'The scope is wrong or not wide enough.', user: NOT_ALLOWED },
  9006: {
    status: 400,
    developer: '{detail}',
    user: 'The client application asked for something impossible.',
  },
  9007: {
    status: 301,
    developer: 'This account is deprecated. Please refer to account: {orcid}. ORCID {deprecated}',
    user: 'This account is deprecated. Please refer to account: {orcid}.',
  },
  9008: { status: 500, developer: 'Something went wrong.', user: 'Something went wrong in ORCID.' },
  9009: {
    status: 403,
    developer: 'The notification was read, so it cannot be archived.',
    user: 'The notification was read, so it cannot be archived.',
  },
  9010: {
    status: 403,
    developer: 'You are not the source of the {activity}: only its source may change or remove it.',
    user: 'The client application did not add this, so it may not change it.',
  },
  9011: { status: 404, developer: 'There is no such record or item.', user: NOT_FOUND },
  9012: {
    status: 400,
    developer: 'The request does not make sense. {detail}',
    user: 'The client application asked for something impossible.',
  },
  9013: {
    status: 403,
    developer: 'The item is private, and you are not its source.',
    user: NOT_ALLOWED,
  },
  9014: { status: 403, developer: NOT_ALLOWED, user: NOT_ALLOWED },
  9015: {
    status: 401,
    developer: 'One of the scopes is not allowed.',
    user: 'The client application asked for a permission that there is not.',
  },
  9016: { status: 404, developer: 'The resource was not found.', user: NOT_FOUND },
  9017: {
    status: 401,
    developer: 'The token belongs to another ORCID record.',
    user: 'The client application has no permission for this record.',
  },
  9018: {
    status: 409,
    developer: 'The ORCID record is locked, nobody can edit it. ORCID {orcid}',
    user: 'The ORCID record is locked.',
  },
  9019: {
    status: 400,
    developer: 'The put code in the URL was {urlPutCode} whereas the one in the body was {bodyPutCode}.',
    user: CONTACT,
  },
  9020: { status: 400, developer: 'The message is invalid: {detail}', user: 'The message is invalid.' },
  9021: {
    status: 409,
    developer:
      'You have added this activity before (the external identifiers match), please see element with put-code {putCode}. To edit it, use PUT.',
    user: CONTACT,
  },
  9022: { status: 400, developer: 'The activity has no title.', user: 'The activity has no title.' },
  9023: {
    status: 400,
    developer: 'Invalid external-id: {detail}',
    user: 'An external identifier is missing or invalid.',
  },
  9024: {
    status: 400,
    developer: 'There is a put-code where none belongs: leave it out of a POST.',
    user: CONTACT,
  },
  9025: {
    status: 409,
    developer: 'There is a group with this group-id.',
    user: 'There is a group with this group-id.',
  },
  9026: {
    status: 400,
    developer: 'The peer-review group does not exist: create it first.',
    user: 'The peer-review group does not exist.',
  },
  9027: { status: 404, developer: 'There is no client {client}.', user: NOT_FOUND },
  9028: { status: 404, developer: 'No webhook found for orcid={orcid}, and uri={uri}.', user: NOT_FOUND },
  9029: { status: 404, developer: 'There is no notification {id} of ORCID {orcid}.', user: NOT_FOUND },
  9030: {
    status: 409,
    developer: "The element '{value}' of type '{type}' is duplicated.",
    user: "The element '{value}' of type '{type}' is duplicated.",
  },
  9031: { status: 409, developer: 'An update needs a put-code.', user: CONTACT },
  9032: {
    status: 409,
    developer: 'The person wants no notifications.',
    user: 'The user {orcid} wants no notifications.',
  },
  9033: { status: 400, developer: 'There is no such other name.', user: 'There is no such other name.' },
  9034: { status: 400, developer: 'The put code is not a number.', user: CONTACT },
  9035: {
    status: 403,
    developer: 'The visibility is for the person to change: leave it out, or send the one it has.',
    user: CONTACT,
  },
  9036: {
    status: 409,
    developer: 'Nobody has claimed this record yet.',
    user: 'Nobody has claimed this record yet.',
  },
  9037: {
    status: 400,
    developer: 'Invalid {type}, valid values are: {values}.',
    user: 'The type is missing.',
  },
  9038: {
    status: 403,
    // ORCID's own text says 409 where its status says 403.
    developer: '409 Conflict: What you ask for is limited or private, and your scope does not reach it.',
    user: 'You may not do this.',
  },
  9039: {
    status: 403,
    developer: 'The item is not public: the Public API does not show it.',
    user: NOT_ALLOWED,
  },
  9040: { status: 409, developer: 'This cannot be deleted.', user: 'This cannot be deleted.' },
  9041: { status: 404, developer: 'The record has no biography.', user: 'The record has no biography.' },
  9042: {
    status: 400,
    developer: 'Too many put codes: {limit} at most.',
    user: 'Too many put codes.',
  },
  9043: {
    status: 400,
    developer: 'Without credentials, start is a whole number from 0 to 10,000.',
    user: 'Without credentials, start is a whole number from 0 to 10,000.',
  },
  9044: {
    status: 409,
    developer: 'The ORCID record is deactivated, nobody can edit it.',
    user: 'The ORCID record is deactivated.',
  },
  9045: {
    status: 400,
    developer: 'The disambiguated-organization is missing or invalid.',
    user: 'The organization has no valid identifier.',
  },
  9046: {
    status: 400,
    developer: 'The organization is missing or invalid.',
    user: 'The organization is missing or invalid.',
  },
  9047: { status: 400, developer: 'Invalid JSON - {error}', user: 'Invalid JSON.' },
  9048: {
    status: 409,
    developer: 'An ORCID record holds {limit} works at most.',
    user: 'An ORCID record holds {limit} works at most. Remove some and try again.',
  },
  9049: { status: 400, developer: 'Invalid date: {dateString}', user: 'Invalid date' },
  9050: {
    status: 400,
    developer: 'There is an end-date without a start-date.',
    user: 'There is an end date without a start date.',
  },
  9051: {
    status: 400,
    developer: "Invalid value '{value}' for enum '{enum}'",
    user: 'A value is not one of those that are allowed.',
  },
  9052: {
    status: 403,
    developer: 'This access token is good from version 3.0_rc2 on.',
    user: 'This access token is good from version 3.0_rc2 on.',
  },
  9053: { status: 400, developer: 'Invalid ISSN', user: 'This is no valid ISSN.' },
  9054: { status: 400, developer: 'Invalid amount', user: 'This is no valid amount.' },
  9055: {
    status: 400,
    developer: 'The end date comes before the start date.',
    user: 'The end date comes before the start date.',
  },
  9056: { status: 301, developer: 'Release candidates are gone.', user: 'Release candidates are gone.' },
  9057: { status: 409, developer: 'The client is locked.', user: 'The client is locked.' },
  9058: {
    status: 400,
    developer: 'Invalid contributor role: {role}. Expected one of {validRoles}.',
    user: 'A contributor has an invalid role.',
  },
  9059: { status: 301, developer: 'Release candidates are gone.', user: 'Release candidates are gone.' },
  9060: {
    status: 400,
    developer: 'Education and employment need the city and the country of the organization.',
    user: 'Education and employment need the city and the country of the organization.',
  },
  9061: {
    status: 400,
    developer: 'The address of the organization has a city or region and no country.',
    user: 'The address of the organization has a city or region and no country.',
  },
  9062: {
    status: 400,
    developer: 'Professional activities need an organization id or an external identifier.',
    user: 'Professional activities need an organization id or an external identifier.',
  },
} as const satisfies Record<number, Template>;

/** ORCID's codes of refusals that the stand-in can answer with. */
export type ErrorCode = keyof typeof TEMPLATES;

export const ERROR_CODES = Object.keys(TEMPLATES).map(Number) as ErrorCode[];

const PHRASES: Readonly<Record<number, string>> = {
  301: 'Moved Permanently',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
};

type RefusalOptions = {
  /** Another status than the code's own: 9001 is answered with whatever HTTP itself says. */
  status?: number;
  headers?: Record<string, string>;
};

/** A refusal of the record API; `values` fill the placeholders of the code's texts. */
export class RegistryError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly values: Readonly<Record<string, string>>;
  readonly headers: Record<string, string>;

  constructor(code: ErrorCode, values: Record<string, string> = {}, options: RefusalOptions = {}) {
    super(`refused with ${code}`);
    this.code = code;
    this.status = options.status ?? TEMPLATES[code].status;
    this.values = values;
    this.headers = options.headers ?? {};
  }
}

/**
 * The record API's error body: five members in ORCID's order. `clientName` is the caller's; an anonymous caller
 * gets the placeholder itself, as at ORCID.
 */
export function presentError(error: RegistryError, clientName: string | null): Record<string, unknown> {
  const { status, code } = error;
  const values = clientName === null ? error.values : { ...error.values, clientName };
  const { developer, user } = TEMPLATES[code];
  const opening = developer.startsWith('409 ') ? '' : `${status} ${PHRASES[status] ?? 'Error'}: `;
  return {
    'response-code': status,
    'developer-message': `${opening}${fillIn(developer, values)}`,
    'user-message': fillIn(user, values),
    'error-code': code,
    'more-info': MORE_INFO,
  };
}

function fillIn(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? `$${placeholder}`);
}
