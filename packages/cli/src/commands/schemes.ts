import { defineCommand, type Outcome, suggest } from '../command.ts';
import { connect } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { UsageError } from '../failures.ts';
import { findNearest } from '../nearest.ts';
import { formatScheme, formatSchemeList, formatTransfers } from '../present-scheme.ts';
import { exportToFiles, importFromFiles, type Transfer } from '../scheme-files.ts';

const verbs = ['list', 'show', 'import', 'export'] as const;

export const schemes = defineCommand({
  name: 'schemes',
  summary: 'List, show, import and export identifier schemes',
  positionals: ['VERB', '[NAME]'],
  usage: 'list | show NAMESPACE | import [DIR] | export [DIR]  [OPTIONS]',
  options: {
    organisation: { type: 'string', value: 'NAME', help: 'import DIR: whose new schemes will be' },
    shared: { type: 'boolean', help: 'import DIR: every organisation may register links under them' },
    only: { type: 'string', value: 'NAMES', help: 'import without DIR: only these, with commas between' },
    'dry-run': { type: 'boolean', help: 'import without DIR: only tell what would be done' },
  },
  notes: `import DIR registers each NAMESPACE.json of a directory, or replaces the document of the scheme that is there.
export DIR writes each scheme to such a file. Without DIR both mean the object storage of the service, which is for
operators. It ends with 1 when anything was refused; what was right is done all the same.`,
  async run(surroundings, { values, positionals: [verb = '', name] }) {
    const known = verbs.find((each) => each === verb);
    if (known === undefined) {
      throw new UsageError(`mintmark schemes does not know "${verb}".${suggest(findNearest(verb, verbs))}`);
    }
    if (known === 'list' && name !== undefined) {
      throw new UsageError(`mintmark schemes list does not know what to do with "${name}".`);
    }
    if (known === 'show' && name === undefined)
      throw new UsageError('mintmark schemes show needs NAMESPACE.');
    const client = await connect(surroundings);
    switch (known) {
      case 'list': {
        const items = await client.listSchemes();
        return { json: { items }, text: formatSchemeList(items, surroundings.columns) };
      }
      case 'show': {
        const scheme = await client.readScheme(name ?? '');
        return { json: scheme, text: formatScheme(scheme, surroundings.columns) };
      }
      case 'import':
        if (name === undefined) {
          return tell(
            await client.importSchemes({
              dryRun: values['dry-run'] === true,
              ...(values.only === undefined ? {} : { namespaces: values.only.split(',') }),
            }),
          );
        }
        if (values['dry-run'] === true) throw new UsageError('--dry-run goes without DIR.');
        if (values.only !== undefined) throw new UsageError('--only goes without DIR.');
        return tell(
          await importFromFiles(client, name, {
            ...(values.organisation === undefined ? {} : { organisation: values.organisation }),
            ...(values.shared === undefined ? {} : { shared: values.shared }),
          }),
        );
      case 'export':
        return tell(name === undefined ? await client.exportSchemes() : await exportToFiles(client, name));
      default:
        return known satisfies never;
    }
  },
});

function tell(items: readonly Transfer[]): Outcome {
  const isDone = items.every(({ outcome }) => outcome !== 'refused' && outcome !== 'failed');
  return {
    json: { items },
    text: formatTransfers(items),
    exitCode: isDone ? exitCodes.done : exitCodes.refused,
  };
}
