import { orcidToUrl } from '@mintmark/identifiers';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readCaller } from './access.ts';
import { RegistryError } from './errors.ts';
import { sendMessage } from './messages.ts';
import { type Found, searchPeople } from './search.ts';
import type { OrcidState } from './state.ts';

type SearchRequest = { Querystring: { q?: string; start?: string; rows?: string; fl?: string } };

const ROWS_LIMIT = 1000;
const DEFAULT_ROWS = 100;
const ANONYMOUS_START_LIMIT = 10_000;

/** Registers the three searches. Anybody may search; what they find is what the public may see. */
export function registerSearch(api: FastifyInstance, state: OrcidState): void {
  api.get<SearchRequest>('/search', async (request, reply) => {
    const { found, total } = search(request);
    return sendMessage(request, reply, 'search', {
      result: orNull(
        found.map(({ orcid }) => ({
          'orcid-identifier': {
            uri: orcidToUrl(orcid, state.issuer),
            path: orcid,
            host: new URL(state.issuer).host,
          },
        })),
      ),
      'num-found': total,
    });
  });

  api.get<SearchRequest>('/expanded-search', async (request, reply) => {
    const { found, total } = search(request);
    return sendMessage(request, reply, 'expanded-search', {
      'expanded-result': orNull(found.map(presentFound)),
      'num-found': total,
    });
  });

  api.get<SearchRequest>('/csv-search', async (request, reply) => {
    const { found } = search(request);
    const fields = (request.query.fl ?? DEFAULT_CSV_FIELDS.join(',')).split(',').map((each) => each.trim());
    const unknown = fields.find((field) => CSV_FIELDS[field] === undefined);
    if (unknown !== undefined) {
      throw new RegistryError(9012, { detail: `"${unknown}" is not a field of this search.` });
    }
    const lines = found.map((each) => fields.map((field) => csvCell(CSV_FIELDS[field]?.(each) ?? [])));
    reply.type('text/csv;charset=UTF-8');
    return reply.send(`${[fields, ...lines].map((cells) => cells.join(',')).join('\n')}\n`);
  });

  function search(request: FastifyRequest<SearchRequest>): { found: Found[]; total: number } {
    const { token } = readCaller(state, request);
    const { q, start, rows } = request.query;
    const first = readCount(start, 0);
    if (token === null && (first === null || first > ANONYMOUS_START_LIMIT)) throw new RegistryError(9043);
    if (first === null) {
      throw new RegistryError(9012, { detail: 'The start parameter must be a whole number from 0 on.' });
    }
    const count = readCount(rows, DEFAULT_ROWS);
    if (count === null || count > ROWS_LIMIT) {
      throw new RegistryError(9012, {
        detail: `The rows parameter must be a whole number from 0 to ${ROWS_LIMIT}.`,
      });
    }
    const everyone = q === undefined || q.trim() === '' ? null : searchPeople(state, q);
    if (everyone === null) throw new RegistryError(9012, { detail: 'The q parameter cannot be read.' });
    return { found: everyone.slice(first, first + count), total: everyone.length };
  }
}

/** Null, not a number: the text is none. */
function readCount(text: string | undefined, otherwise: number): number | null {
  if (text === undefined) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** Nothing found is null and not an empty list. */
function orNull<T>(list: T[]): T[] | null {
  return list.length === 0 ? null : list;
}

function presentFound(found: Found): object {
  return {
    'orcid-id': found.orcid,
    'given-names': found.givenNames,
    'family-names': found.familyName,
    'credit-name': found.creditName,
    'other-name': found.otherNames,
    email: found.emails,
    'institution-name': [...new Set([...found.currentInstitutions, ...found.pastInstitutions])],
  };
}

const CSV_FIELDS: Readonly<Record<string, (found: Found) => string[]>> = {
  orcid: ({ orcid }) => [orcid],
  'given-names': ({ givenNames }) => (givenNames === null ? [] : [givenNames]),
  'family-name': ({ familyName }) => (familyName === null ? [] : [familyName]),
  'credit-name': ({ creditName }) => (creditName === null ? [] : [creditName]),
  'other-names': ({ otherNames }) => otherNames,
  email: ({ emails }) => emails,
  'current-institution-affiliation-name': ({ currentInstitutions }) => currentInstitutions,
  'past-institution-affiliation-name': ({ pastInstitutions }) => pastInstitutions,
};
const DEFAULT_CSV_FIELDS = Object.keys(CSV_FIELDS);

/** RFC 4180; several values stand in one cell, with commas in them escaped. */
function csvCell(values: readonly string[]): string {
  const [only, ...more] = values;
  const text = more.length === 0 ? (only ?? '') : values.map((each) => each.replaceAll(',', '\\,')).join(',');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
