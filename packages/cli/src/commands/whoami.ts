import { defineCommand } from '../command.ts';
import { connect } from '../connect.ts';
import { formatMe } from '../present.ts';

export const whoami = defineCommand({
  name: 'whoami',
  summary: 'Show who you are signed in as, where, and what your token may do',
  positionals: [],
  options: {},
  async run(surroundings) {
    const client = await connect(surroundings);
    const me = await client.readMe();
    return { json: { url: client.url, ...me }, text: formatMe(client.url, me) };
  },
});
