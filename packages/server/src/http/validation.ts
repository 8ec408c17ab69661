import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';

/** The form that PostgreSQL and we write; the library's own format takes `urn:uuid:` too, which no uuid column does. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Validates every part of a request against its schema, all mistakes at once. Only addresses and headers are text by
 * nature and have their numbers read; a body means what it says.
 */
export function createValidatorCompiler(): FastifySchemaCompiler<object> {
  const options = { allErrors: true, removeAdditional: false, useDefaults: true, strict: false } as const;
  const strict = new Ajv({ ...options, coerceTypes: false });
  const reading = new Ajv({ ...options, coerceTypes: true });
  for (const ajv of [strict, reading]) {
    addFormats.default(ajv, ['date-time', 'uri']);
    ajv.addFormat('uuid', UUID);
  }
  return ({ schema, httpPart }) => {
    const ajv = httpPart === 'body' ? strict : reading;
    return ajv.compile(schema) as ValidateFunction;
  };
}
