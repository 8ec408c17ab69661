import { type Static, Type } from 'typebox';
import { AppError } from '../../../errors.ts';
import { toAppError } from '../../../http/problem.ts';
import { createValidatorCompiler } from '../../../http/validation.ts';
import { CreateItemBody, DeleteQuery, UpdateItemBody, WithdrawItemBody } from '../schema.ts';

const strict = { additionalProperties: false };
const uuid = Type.String({ format: 'uuid' });
/** The version that the change may start from, as If-Match says it elsewhere. */
const version = Type.Optional(Type.Integer({ minimum: 1, maximum: 2_000_000_000 }));

const schemas = {
  create: Type.Object({ op: Type.Literal('create'), ...CreateItemBody.properties }, strict),
  update: Type.Object({ op: Type.Literal('update'), uuid, version, ...UpdateItemBody.properties }, strict),
  archive: Type.Object({ op: Type.Literal('archive'), uuid, version }, strict),
  withdraw: Type.Object(
    { op: Type.Literal('withdraw'), uuid, version, ...WithdrawItemBody.properties },
    strict,
  ),
  reinstate: Type.Object({ op: Type.Literal('reinstate'), uuid, version }, strict),
  register: Type.Object({ op: Type.Literal('register'), uuid }, strict),
  delete: Type.Object({ op: Type.Literal('delete'), uuid, version, ...DeleteQuery.properties }, strict),
};

type Schemas = typeof schemas;
export type OperationName = keyof Schemas;

/** What a line of an upload asks for. */
export type Operation = { [Name in OperationName]: Static<Schemas[Name]> }[OperationName];

type Validator = ((value: unknown) => boolean) & { errors?: unknown };

const compile = createValidatorCompiler();
const validators = Object.fromEntries(
  Object.entries(schemas).map(([name, schema]) => [
    name,
    compile({ schema, method: 'POST', url: '/items/bulk', httpPart: 'body' }) as Validator,
  ]),
) as Record<OperationName, Validator>;

/** The operation that a line names; null where it names none that there is. */
export function readOperationName(value: unknown): OperationName | null {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'op')) return null;
  const { op } = value as { op: unknown };
  return typeof op === 'string' && Object.hasOwn(schemas, op) ? (op as OperationName) : null;
}

/** What a line asks for. @throws AppError invalid-input */
export function readOperation(value: unknown): Operation {
  const name = readOperationName(value);
  if (name === null) {
    const detail = `A line is an object whose member op is one of ${Object.keys(schemas).join(', ')}.`;
    throw new AppError('invalid-input', detail, { problems: [{ pointer: '/op', detail }] });
  }
  const validate = validators[name];
  if (validate(value)) return value as Operation;
  throw toAppError(
    Object.assign(new Error('invalid'), { validation: validate.errors, validationContext: 'body' }),
  );
}
