import { type Serializer, SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifySerializerCompiler } from 'fastify';

const compile = SerializerSelector()();
const compiled = new WeakMap<object, Serializer>();

/**
 * Compiles what writes answers. A schema is compiled once a process, and not for each route that answers with it, as nearly
 * all do with a problem: that is most of what starting the service takes.
 */
export const compileSerializer: FastifySerializerCompiler<object> = (route) => {
  const known = compiled.get(route.schema);
  if (known !== undefined) return known;
  const serializer = compile({ httpStatus: '', ...route });
  compiled.set(route.schema, serializer);
  return serializer;
};
