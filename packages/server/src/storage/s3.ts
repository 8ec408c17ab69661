import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { ObjectStorageConfig } from '../config.ts';
import type { ObjectStorage } from './index.ts';
import { assertObjectKey, assertObjectPrefix, isObjectKey, sortObjectKeys } from './object-key.ts';

/** How long the storage may keep us waiting, in milliseconds. */
export type S3Timeouts = {
  /** Until a connection is made. */
  connectMs: number;
  /** Without a byte in either direction; there is no limit on the whole, since large objects take their time. */
  idleMs: number;
  /** For a whole `check`, its retries included. */
  checkMs: number;
};

const defaultTimeouts: S3Timeouts = { connectMs: 5_000, idleMs: 30_000, checkMs: 10_000 };

/**
 * Opens a bucket of S3 or of a server that speaks its protocol (MinIO, Ceph, Garage, SeaweedFS …). Opening sends
 * nothing; the bucket must exist. Each request is tried up to three times, with the SDK's pauses between.
 * Keys in the bucket that are not object keys of ours are not listed.
 * @param config where the bucket is and the credentials for it
 * @param timeouts see `S3Timeouts`
 */
export function openS3Storage(
  config: ObjectStorageConfig,
  timeouts: S3Timeouts = defaultTimeouts,
): ObjectStorage {
  const client = createClient(config, timeouts);
  const { bucket } = config;
  return {
    async put(key, body, { contentType }) {
      assertObjectKey(key);
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }),
      );
    },

    putStream: (key, body, { contentType }) => {
      assertObjectKey(key);
      return uploadParts(client, { Bucket: bucket, Key: key, ContentType: contentType }, body);
    },

    async getStream(key, range) {
      assertObjectKey(key);
      try {
        const Range = range === undefined ? undefined : `bytes=${range.start}-${range.end - 1}`;
        const { Body, ContentRange } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, Range }),
        );
        if (Body === undefined) return (async function* () {})();
        // On Node the SDK answers with a Readable, whose chunks are Buffers.
        const body = Body as AsyncIterable<Uint8Array>;
        if (range === undefined) return body;
        // A server may give more than it was asked for (RFC 9110 section 14.2), such as all of it.
        return clip(body, ContentRange === undefined ? range.start : 0, range.end - range.start);
      } catch (error) {
        if (isMissingObject(error)) return null;
        if (isBeyondObject(error)) return (async function* () {})();
        throw error;
      }
    },

    remote: true,

    async get(key) {
      assertObjectKey(key);
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return Body === undefined ? new Uint8Array() : await Body.transformToByteArray();
      } catch (error) {
        if (isMissingObject(error)) return null;
        throw error;
      }
    },

    async delete(key) {
      assertObjectKey(key);
      try {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
      } catch (error) {
        // S3 answers 204 for an object that is not there; some servers that follow it answer 404.
        if (!isMissingObject(error)) throw error;
      }
    },

    async list(prefix) {
      assertObjectPrefix(prefix);
      const keys: string[] = [];
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key } of page.Contents ?? []) if (Key !== undefined && isObjectKey(Key)) keys.push(Key);
      }
      return sortObjectKeys(keys);
    },

    async check() {
      try {
        await client.send(new HeadBucketCommand({ Bucket: bucket }), {
          abortSignal: AbortSignal.timeout(timeouts.checkMs),
        });
      } catch (error) {
        throw new Error(
          `object storage at ${config.endpoint}, bucket "${bucket}": ${explainRefusal(error, config, timeouts)}`,
          { cause: error },
        );
      }
    },
  };
}

/** Leaves the first `skip` bytes out, and ends after the next `length`. */
async function* clip(
  body: AsyncIterable<Uint8Array>,
  skip: number,
  length: number,
): AsyncGenerator<Uint8Array> {
  let before = skip;
  let left = length;
  for await (const piece of body) {
    const wanted = piece.subarray(before, before + left);
    before = Math.max(0, before - piece.byteLength);
    left -= wanted.byteLength;
    if (wanted.byteLength > 0) yield wanted;
    if (left === 0) return;
  }
}

/** Parts but the last have 5 MiB at least (S3, "Multipart upload limits"); 10,000 of them are far beyond our limits. */
const PART_BYTES = 8 * 1024 * 1024;

/** Uploads a stream part by part; what one part holds is all that is in memory, and a failure leaves no parts. */
async function uploadParts(
  client: S3Client,
  object: { Bucket: string; Key: string; ContentType: string },
  body: AsyncIterable<Uint8Array>,
): Promise<{ bytes: number }> {
  const { Bucket, Key, ContentType } = object;
  const pieces = inParts(body);
  const first = await pieces.next();
  const second = await pieces.next();
  // What fits into one part is one request instead of three.
  if (second.done === true) {
    const Body = first.value ?? new Uint8Array();
    await client.send(new PutObjectCommand({ Bucket, Key, ContentType, Body }));
    return { bytes: Body.byteLength };
  }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType }));
  const upload = { Bucket, Key, UploadId };
  const parts: { PartNumber: number; ETag: string | undefined }[] = [];
  let bytes = 0;
  try {
    for await (const part of precededBy([first.value ?? new Uint8Array(), second.value], pieces)) {
      const PartNumber = parts.length + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body: part }));
      parts.push({ PartNumber, ETag });
      bytes += part.byteLength;
    }
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }));
    return { bytes };
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
}

async function* precededBy(
  known: readonly Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* known;
  yield* rest;
}

/** At least one part, which may be empty: an object without bytes has one, too. */
async function* inParts(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  let made = 0;
  for await (const piece of body) {
    waiting.push(piece);
    size += piece.byteLength;
    if (size < PART_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    size = 0;
    made += 1;
  }
  if (size > 0 || made === 0) yield Buffer.concat(waiting);
}

function createClient(config: ObjectStorageConfig, timeouts: S3Timeouts): S3Client {
  return new S3Client({
    endpoint: config.endpoint,
    region: config.region,
    credentials: { accessKeyId: config.accessKey, secretAccessKey: config.secretKey },
    forcePathStyle: config.pathStyle,
    // By default the SDK adds a CRC to every upload, in a header or a trailer that some compatible servers refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: timeouts.connectMs, socketTimeout: timeouts.idleMs },
    // Named though they are the defaults: the SDK would take other values from AWS_… variables and ~/.aws.
    maxAttempts: 3,
    retryMode: 'standard',
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
  });
}

function isMissingObject(error: unknown): boolean {
  return error instanceof S3ServiceException && error.name === 'NoSuchKey';
}

/** A range that begins behind the last byte (RFC 9110 section 15.5.17). */
function isBeyondObject(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 416;
}

/** HEAD answers have no body, so the status is all that tells one refusal from another. */
function explainRefusal(error: unknown, config: ObjectStorageConfig, timeouts: S3Timeouts): string {
  if (error instanceof Error && error.name === 'AbortError') {
    return `no answer within ${timeouts.checkMs / 1000} s. Check OBJECT_STORAGE_ENDPOINT and OBJECT_STORAGE_PORT`;
  }
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  switch (status) {
    case undefined: {
      const reason = describeFailure(error);
      return `it cannot be reached (${reason}). Check OBJECT_STORAGE_ENDPOINT, OBJECT_STORAGE_PORT and OBJECT_STORAGE_USE_SSL`;
    }
    case 301:
    case 307:
    case 400:
      return `the request does not suit it (HTTP ${status}), most often because the bucket is not in the region "${config.region}". Check OBJECT_STORAGE_REGION and OBJECT_STORAGE_USE_SSL`;
    case 401:
    case 403:
      return `it refuses the access key (HTTP ${status}). Check OBJECT_STORAGE_ACCESS_KEY, OBJECT_STORAGE_SECRET_KEY, the rights of that key, and this machine's clock`;
    case 404:
      return 'there is no such bucket. Create it, or correct OBJECT_STORAGE_BUCKET_NAME';
    default:
      return `it answered HTTP ${status}`;
  }
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A host name with several addresses fails with an AggregateError, whose message is empty.
  return error.message || ('code' in error ? String(error.code) : error.name);
}
