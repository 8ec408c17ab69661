import { createNoidSequence, type NoidSequence, parseNoidTemplate } from '@mintmark/identifiers';

/** Names of Noid shoulders by counter. Keeps each sequence where it stands, so that the next name costs nothing. */
export type NoidSequences = {
  /**
   * The name with number `counter` (from 1) of a template under a shoulder, or null when the template has no more.
   * @param zone what stands before the mask, such as `99999/fk4`
   * @throws Error when the template cannot be read
   */
  nameAt(template: string, zone: string, counter: number): string | null;
};

export function createNoidSequences(): NoidSequences {
  const sequences = new Map<string, NoidSequence>();
  return {
    nameAt(template, zone, counter) {
      const key = `${template} ${zone}`;
      let sequence = sequences.get(key);
      if (sequence === undefined || sequence.position >= counter) {
        const parsed = parseNoidTemplate(template);
        if (!parsed.ok) throw new Error(`the template ${template} cannot be read: ${parsed.problem.message}`);
        sequence = createNoidSequence(parsed.value, { zone, at: counter - 1 });
        sequences.set(key, sequence);
      }
      while (sequence.position < counter - 1) {
        if (sequence.next() === null) return null;
      }
      return sequence.next();
    },
  };
}
