import type { MintmarkClient, SecretsInUse } from '@mintmark/client';
import { defineCommand, type Outcome, type Surroundings, suggest } from '../command.ts';
import { connect } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { UsageError } from '../failures.ts';
import { findNearest } from '../nearest.ts';
import { formatTable } from '../table.ts';

const verbs = ['status', 'rotate'] as const;

/** Values that one request seals anew: some seconds of work. */
const AT_ONCE = 1_000;

export const secrets = defineCommand({
  name: 'secrets',
  summary: 'See which keys stored secrets are sealed with, and seal them with the present one',
  positionals: ['VERB'],
  usage: 'status | rotate',
  options: {},
  notes: `For operators. To change the key: start the service with the new one as SECRET_KEY and the old one as SECRET_KEY_PREVIOUS, run
mintmark secrets rotate, and take SECRET_KEY_PREVIOUS away when mintmark secrets status shows nothing under the old key.
rotate may be interrupted and run again; the service goes on meanwhile. It ends with 1 when something is under a key that
the service does not know.`,
  async run(surroundings, { positionals: [given = '', ...rest] }) {
    const verb = verbs.find((each) => each === given);
    if (verb === undefined) {
      throw new UsageError(`mintmark secrets does not know "${given}".${suggest(findNearest(given, verbs))}`);
    }
    if (rest.length > 0) {
      throw new UsageError(`mintmark secrets ${verb} does not know what to do with "${rest[0]}".`);
    }
    const client = await connect(surroundings);
    return verb === 'status' ? showKeys(await client.countSecrets()) : rotate(surroundings, client);
  },
});

async function rotate(surroundings: Surroundings, client: MintmarkClient): Promise<Outcome> {
  let resealed = 0;
  for (;;) {
    const part = await client.rotateSecrets({ limit: AT_ONCE });
    resealed += part.resealed;
    if (!part.done) {
      surroundings.tell(`${resealed.toLocaleString('en')} so far …\n`);
      continue;
    }
    const sentence = `${resealed.toLocaleString('en')} values were sealed with the present key.`;
    if (part.unopened.length === 0) return { json: { ...part, resealed }, text: sentence };
    const left = part.unopened.map(({ name, values }) => `  ${name}: ${values}`);
    return {
      json: { ...part, resealed },
      text: [sentence, 'No key that the service knows opens these; they stay as they are:', ...left].join(
        '\n',
      ),
      exitCode: exitCodes.refused,
    };
  }
}

function showKeys(inUse: SecretsInUse): Outcome {
  const rows = inUse.keys.flatMap(({ keyId, current, known, columns }) => {
    const role = current ? 'present' : known ? 'previous' : 'UNKNOWN';
    if (columns.length === 0) return [[keyId, role, '', '0']];
    return columns.map(({ name, values }) => [keyId, role, name, values.toLocaleString('en')]);
  });
  const isUnknown = inUse.keys.some(({ known }) => !known);
  return {
    json: inUse,
    text: formatTable(['Key', 'Is', 'Column', 'Values'], rows),
    exitCode: isUnknown ? exitCodes.refused : exitCodes.done,
  };
}
