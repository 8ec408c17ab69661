import { defineCommand } from '../command.ts';
import { connect } from '../connect.ts';
import { formatPid } from '../present.ts';

export const publish = defineCommand({
  name: 'publish',
  summary: 'Announce a reserved or registered identifier',
  positionals: ['PID'],
  options: {},
  notes: 'What is public stays public, until it is withdrawn.',
  async run(surroundings, { positionals: [name = ''] }) {
    const client = await connect(surroundings);
    const pid = await client.publishPid(name);
    return { json: pid, text: formatPid(pid) };
  },
});
