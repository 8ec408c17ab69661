import { migrate, openDatabase } from '../src/db/index.ts';
import { readEnvironment } from '../src/env.ts';

const config = readEnvironment(process.env);
const engine = await openDatabase(config.databaseUrl, config.dataDir);
try {
  const { applied } = await migrate(engine);
  console.log(applied.length === 0 ? 'the database is up to date' : `applied ${applied.join(', ')}`);
} finally {
  await engine.close();
}
