import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const FIRST_DAY = 0x21;

interface Entry {
  name: Buffer;
  data: Buffer;
  offset: number;
}

/** The fields that a file's two headers share, from version to the length of the extra field. */
function shared({ name, data }: Entry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(UTF8_NAMES, 2);
  fields.writeUInt16LE(FIRST_DAY, 8);
  fields.writeUInt32LE(crc32(data), 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(data.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Packs a folder into an uncompressed zip file, as Firefox wants an add-on. */
export async function packExtension(folder: string, file: string): Promise<void> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const parts: Buffer[] = [];
  const entries: Entry[] = [];
  let offset = 0;
  for (const path of paths.sort()) {
    const name = Buffer.from(path.slice(folder.length + 1).replaceAll('\\', '/'));
    const entry: Entry = { name, data: await readFile(path), offset };
    const local = Buffer.concat([word(LOCAL_HEADER), shared(entry), name, entry.data]);
    entries.push(entry);
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(
    entries.map((entry) => {
      const rest = Buffer.alloc(14);
      rest.writeUInt32LE(entry.offset, 10);
      const made = Buffer.from([VERSION, 0]);
      return Buffer.concat([word(CENTRAL_HEADER), made, shared(entry), rest, entry.name]);
    }),
  );
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  await writeFile(file, Buffer.concat([...parts, directory, word(END_OF_DIRECTORY), end]));
}
