import { describe, expect, test } from 'vitest';
import { classifyOrcidError, type OrcidProblemKind, orcidErrorCodes } from '../src/index.ts';
import { hasOrcidData, readTable, titleOf } from './orcid-data.ts';

type Table = { errors: Record<string, { httpStatus?: number | string }> };

/** What is done about each code, written down apart from the table that decides it. */
const REACTIONS: readonly (readonly [kind: OrcidProblemKind, codes: readonly number[]])[] = [
  ['later', [9000, 9008]],
  ['moved', [9007]],
  ['client-refused', [9002, 9003, 9015, 9027, 9057]],
  ['scope-missing', [9004, 9005, 9038]],
  ['not-source', [9010, 9013, 9014]],
  ['gone', [9011, 9016, 9028, 9029, 9033, 9041]],
  ['token-of-other-record', [9017]],
  ['locked', [9018]],
  ['duplicate', [9021, 9025, 9030]],
  ['unclaimed', [9036]],
  ['deactivated', [9044]],
  ['invalid', [9001, 9006, 9009, 9012, 9019, 9020, 9022, 9023, 9024, 9026, 9031, 9032, 9034, 9035, 9037]],
  ['invalid', [9039, 9040, 9042, 9043, 9045, 9046, 9047, 9048, 9049, 9050, 9051, 9052, 9053, 9054, 9055]],
  ['invalid', [9056, 9058, 9059, 9060, 9061, 9062]],
];
const reactions = REACTIONS.flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const));

describe('each code that ORCID gives', () => {
  test('is one that something is done about', () => {
    expect(reactions.map(([code]) => code).toSorted()).toEqual(Object.keys(orcidErrorCodes).map(Number));
  });

  test.each(reactions)('%i is met as %s', (code, kind) => {
    const status = orcidErrorCodes[code]?.status ?? 400;
    expect(classifyOrcidError(status, { 'error-code': code }).kind).toBe(kind);
    // In XML, numbers are read as numbers too; in JSON some senders quote them.
    expect(classifyOrcidError(status, { 'error-code': String(code) }).kind).toBe(kind);
  });
});

describe.skipIf(!hasOrcidData)(titleOf('the table of error codes'), () => {
  const { errors } = hasOrcidData ? (readTable('error-codes.json') as Table) : { errors: {} };

  test('has every code of ORCID and no other', () => {
    expect(Object.keys(orcidErrorCodes)).toEqual(Object.keys(errors).sort());
  });

  test.each(Object.entries(errors))('gives %s the status that ORCID gives it', (code, { httpStatus }) => {
    const expected = typeof httpStatus === 'number' ? httpStatus : null;
    expect(orcidErrorCodes[Number(code)]?.status).toBe(expected);
  });
});

test('a server in trouble is asked again later, whatever code it gives', () => {
  for (const code of Object.keys(orcidErrorCodes)) {
    expect(classifyOrcidError(503, { 'error-code': Number(code) }).kind).toBe('later');
  }
});

test('a locked client stops, and not its items', () => {
  expect(classifyOrcidError(409, { 'error-code': 9057 }).kind).toBe('client-refused');
  expect(classifyOrcidError(401, { error: 'invalid_client' }).kind).toBe('client-refused');
});

test('a page of something in front of ORCID says nothing about the item', () => {
  expect(classifyOrcidError(404, '<!DOCTYPE html><title>Not found</title>').kind).toBe('later');
  expect(classifyOrcidError(403, '\n<html>').kind).toBe('later');
  expect(classifyOrcidError(302, '').kind).toBe('later');
});
