import { generate, PostgresDialect } from 'kysely-codegen';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { migrate, openDatabase } from '../../src/db/index.ts';
import { readEnvironment } from '../../src/env.ts';
import { openService } from '../../src/service.ts';

const TABLES = new URL('../../src/db/tables.generated.ts', import.meta.url);
const OPENAPI = new URL('../../openapi.json', import.meta.url);
const CLIENT_TYPES = new URL('../../../client/src/api.generated.ts', import.meta.url);

/** The committed files that are made from others, as they should be now. */
export async function generateFiles(): Promise<{ url: URL; text: string }[]> {
  const openapi = await describeApi();
  return [
    { url: TABLES, text: await generateTables() },
    { url: OPENAPI, text: `${JSON.stringify(openapi, null, 2)}\n` },
    { url: CLIENT_TYPES, text: await generateClientTypes(openapi) },
  ];
}

async function generateTables(): Promise<string> {
  const engine = await openDatabase(null, null);
  try {
    await migrate(engine);
    return await generate({
      db: engine.kysely,
      dialect: new PostgresDialect(),
      outFile: null,
      print: false,
      excludePattern: 'schema_migrations',
      typeOnlyImports: true,
      typeMapping: { int8: 'number', jsonb: 'unknown', bytea: 'Uint8Array' },
    });
  } finally {
    await engine.close();
  }
}

async function describeApi(): Promise<OpenAPI3> {
  const config = readEnvironment({ SECRET_KEY: 'not used for anything here', LOG_LEVEL: 'silent' });
  const service = await openService({ ...config, dataDir: null, roles: new Set(['http']) });
  try {
    const answer = await service.app.inject('/openapi.json');
    return answer.json<OpenAPI3>();
  } finally {
    await service.close();
  }
}

async function generateClientTypes(openapi: OpenAPI3): Promise<string> {
  const types = astToString(await openapiTypescript(structuredClone(openapi)));
  return `// Made from the server's openapi.json by "npm run generate"; do not edit.\n\n${types}`;
}
