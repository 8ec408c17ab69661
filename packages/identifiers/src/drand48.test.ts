import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawFirstDrand48 } from './drand48.ts';

test('the split arithmetic equals that of whole 48-bit numbers, for every seed', () => {
  const drawWithBigInt = (seed: number) => {
    const state = (BigInt(seed) << 16n) + 0x330en;
    return Number(BigInt.asUintN(48, 0x5deece66dn * state + 0xbn)) / 2 ** 48;
  };
  fc.assert(
    fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (seed) => {
      expect(drawFirstDrand48(seed)).toBe(drawWithBigInt(seed));
    }),
  );
});
