import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const CENTRAL_HEADER = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const DEFLATED = 8;

function expectSignature(zip: Buffer, at: number, signature: number): void {
  if (zip.readUInt32LE(at) !== signature) throw new Error(`No zip: ${at} is not ${signature}`);
}

/** The files in a zip by their path; folders are left out. Throws where it is none, or is damaged. */
export function readZip(path: string): Map<string, Buffer> {
  const zip = readFileSync(path);
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  expectSignature(zip, end, END_OF_DIRECTORY);
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    expectSignature(zip, at, CENTRAL_HEADER);
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const path = zip.toString('utf8', at + 46, at + 46 + (name ?? 0));
    if (!path.endsWith('/')) files.set(path, fileAt(zip, at));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}

/** The content of the file whose entry in the directory stands at `entry`. */
function fileAt(zip: Buffer, entry: number): Buffer {
  const local = zip.readUInt32LE(entry + 42);
  expectSignature(zip, local, LOCAL_HEADER);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + zip.readUInt32LE(entry + 20));
  const content = zip.readUInt16LE(entry + 10) === DEFLATED ? inflateRawSync(packed) : packed;
  if (crc32(content) !== zip.readUInt32LE(entry + 16)) throw new Error('The zip is damaged');
  return content;
}

/** Writes the files of a zip below a folder. */
export function unpack(zip: string, folder: string): void {
  for (const [path, content] of readZip(zip)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
