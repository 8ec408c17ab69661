import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of an archive; each field may lie. */
export type ZipInput = {
  name: string | Buffer;
  data?: Buffer | string;
  /** 0 stored, 8 deflated (the default). */
  method?: number;
  flags?: number;
  /** Type and rights of Unix; 0: none are given. */
  mode?: number;
  crc?: number;
  /** As the lists say. */
  bytes?: number;
  /** How long its comment is. */
  comment?: number;
  /** Where the list says that the entry is. */
  offset?: number;
};

/** Writes ZIP archives (APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16) as attackers would, too. */
export function writeArchive(inputs: readonly ZipInput[]): Buffer<ArrayBuffer> {
  const pieces: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const input of inputs) {
    const name = Buffer.from(input.name);
    const data = Buffer.from(input.data ?? '');
    const method = input.method ?? 8;
    const packed = method === 8 ? deflateRawSync(data) : data;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(input.flags ?? 0x800, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(input.crc ?? crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(input.bytes ?? data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    pieces.push(Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed);
    const record = Buffer.alloc(46);
    record.write('PK\x01\x02', 'latin1');
    record.writeUInt16LE(0x0314, 4);
    fields.copy(record, 6);
    record.writeUInt16LE(input.comment ?? 0, 32);
    record.writeUInt32LE(((input.mode ?? 0) << 16) >>> 0, 38);
    record.writeUInt32LE(input.offset ?? offset, 42);
    list.push(record, name, Buffer.alloc(input.comment ?? 0, 0x20));
    offset += 30 + name.length + packed.length;
  }
  const records = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(inputs.length, 8);
  end.writeUInt16LE(inputs.length, 10);
  end.writeUInt32LE(records.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, records, end]);
}
