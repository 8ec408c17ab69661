import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';

/** The form that PostgreSQL and we write; the library's own format takes `urn:uuid:` too, which no uuid column does. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const OPTIONS = { allErrors: true, removeAdditional: false, useDefaults: true, strict: false } as const;
/** They keep what they have compiled: a schema that stands in a module is compiled once. */
const strict = withFormats(new Ajv({ ...OPTIONS, coerceTypes: false }));
const reading = withFormats(new Ajv({ ...OPTIONS, coerceTypes: true }));

/**
 * Validates every part of a request against its schema, all mistakes at once. Only addresses and headers are text by
 * nature and have their numbers read; a body means what it says.
 */
export function createValidatorCompiler(): FastifySchemaCompiler<object> {
  return ({ schema, httpPart }) => {
    const ajv = httpPart === 'body' ? strict : reading;
    return ajv.compile(schema) as ValidateFunction;
  };
}

function withFormats(ajv: Ajv): Ajv {
  addFormats.default(ajv, ['date-time', 'uri']);
  return ajv.addFormat('uuid', UUID);
}
