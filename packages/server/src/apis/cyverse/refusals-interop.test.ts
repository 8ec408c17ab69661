import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isTerrainCode, refuse, type TerrainCode, translations } from './refusals.ts';

const folder = new URL('../../../../../../shared/data/requests/cyverse/', import.meta.url);

type Codes = { viaExceptionHandlers: { code: string; http: number }[]; dataInfoHttp: Record<string, number> };

describe.skipIf(!existsSync(folder))('codes of CyVerse (skipped without its data)', () => {
  const read = (): Codes => JSON.parse(readFileSync(new URL('error-codes.json', folder), 'utf8'));

  test('every code used here is one of CyVerse, with the status that it has there', () => {
    const { viaExceptionHandlers, dataInfoHttp } = read();
    const statuses = new Map(Object.entries(dataInfoHttp));
    for (const { code, http } of viaExceptionHandlers) statuses.set(code, http);
    const used = new Set<TerrainCode>(Object.values(translations).map(({ code }) => code));
    expect(used.size).toBeGreaterThan(8);
    for (const code of used) expect([code, refuse(code, 'x').status]).toEqual([code, statuses.get(code)]);
  });

  test('every code with which a request is refused there can be answered here', () => {
    const cases = JSON.parse(readFileSync(new URL('validation-cases.json', folder), 'utf8')) as Record<
      string,
      { code: string; http?: number }[] | string
    >;
    const codes = Object.values(cases)
      .filter((each) => typeof each !== 'string')
      .flat()
      .filter(({ http }) => http !== undefined);
    expect(codes.length).toBeGreaterThan(15);
    for (const { code, http } of codes) {
      expect(isTerrainCode(code), code).toBe(true);
      if (isTerrainCode(code)) expect(refuse(code, 'x').status).toBe(http);
    }
  });
});
