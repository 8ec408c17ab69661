import { describe, expect, test } from 'vitest';
import { classifyOrcidError, orcidErrorCodes } from '../src/index.ts';
import { hasOrcidData, readTable, titleOf } from './orcid-data.ts';

type Table = { errors: Record<string, { httpStatus?: number | string }> };

describe.skipIf(!hasOrcidData)(titleOf('the table of error codes'), () => {
  const { errors } = hasOrcidData ? (readTable('error-codes.json') as Table) : { errors: {} };

  test('has every code of ORCID and no other', () => {
    expect(Object.keys(orcidErrorCodes)).toEqual(Object.keys(errors).sort());
  });

  test.each(Object.entries(errors))('gives %s the status that ORCID gives it', (code, { httpStatus }) => {
    const expected = typeof httpStatus === 'number' ? httpStatus : null;
    expect(orcidErrorCodes[Number(code)]?.status).toBe(expected);
  });

  test.each(Object.entries(errors))('has one reaction to %s', (code, { httpStatus }) => {
    const { kind } = orcidErrorCodes[Number(code)] ?? {};
    const status = typeof httpStatus === 'number' ? httpStatus : 400;
    expect(classifyOrcidError(status, { 'error-code': Number(code) }).kind).toBe(kind);
    // In XML, numbers are read as numbers too; in JSON some senders quote them.
    expect(classifyOrcidError(status, { 'error-code': code }).kind).toBe(kind);
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
