import crypto from 'node:crypto';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';

export type S3Server = { url: string; client: S3Client; close(): Promise<void> };

type S3rver = new (options: {
  address: string;
  port: number;
  silent: boolean;
  directory: string;
  configureBuckets: { name: string }[];
}) => { run(): Promise<AddressInfo>; close(): Promise<void> };

/** s3rver on any free port; it has no types, so its class is described here. */
export async function startS3Server(directory: string, bucketNames: readonly string[]): Promise<S3Server> {
  const require = createRequire(import.meta.url);
  const S3rver: S3rver = require('s3rver');
  const restoreDes = provideDes();
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: bucketNames.map((name) => ({ name })),
  });
  const { port } = await server.run();
  const url = `http://127.0.0.1:${port}`;
  const client = new S3Client({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    forcePathStyle: true,
  });
  const close = async () => {
    client.destroy();
    await server.close();
    restoreDes();
  };
  return { url, client, close };
}

/**
 * s3rver makes its continuation tokens with single DES, which OpenSSL 3 does not offer. Triple DES with one key
 * three times is the same cipher.
 */
function provideDes(): () => void {
  const { createCipheriv, createDecipheriv } = crypto;
  const triple = (key: crypto.CipherKey) => Buffer.concat(Array(3).fill(key));
  Object.assign(crypto, {
    createCipheriv: (name: string, key: crypto.CipherKey, iv: crypto.BinaryLike | null) =>
      name === 'des' ? createCipheriv('des-ede3-cbc', triple(key), iv) : createCipheriv(name, key, iv),
    createDecipheriv: (name: string, key: crypto.CipherKey, iv: crypto.BinaryLike | null) =>
      name === 'des' ? createDecipheriv('des-ede3-cbc', triple(key), iv) : createDecipheriv(name, key, iv),
  });
  return () => Object.assign(crypto, { createCipheriv, createDecipheriv });
}
