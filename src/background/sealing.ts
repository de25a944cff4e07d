import { number, object, type Read, text } from '../vendors/shape';

/** Something encrypted as it lies in a store: a version, and two texts in base64. */
export const sealed = object({ v: number, iv: text, data: text });
export type Sealed = Read<typeof sealed>;

export type Bytes = Uint8Array<ArrayBuffer>;

/** Encrypts with AES-GCM. `about` is bound in: it has to be named again to open it. */
export async function sealUnder(
  key: CryptoKey,
  about: string,
  clear: Bytes,
  version: number,
): Promise<Sealed> {
  const iv = randomBytes(12);
  const data = await crypto.subtle.encrypt(parameters(iv, about), key, clear);
  return { v: version, iv: toBase64(iv), data: toBase64(new Uint8Array(data)) };
}

/** Opens what was sealed; null where the key, `about` or the row is another. */
export async function openUnder(
  key: CryptoKey,
  about: string,
  { iv, data }: Sealed,
): Promise<Bytes | null> {
  try {
    const clear = crypto.subtle.decrypt(parameters(fromBase64(iv), about), key, fromBase64(data));
    return new Uint8Array(await clear);
  } catch {
    return null;
  }
}

function parameters(iv: Bytes, about: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: bytesOf(about) };
}

/** Bytes that nobody can foretell. */
export function randomBytes(count: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** A text in UTF-8. */
export function bytesOf(clear: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(clear));
}

/** The text that bytes in UTF-8 stand for. */
export function textOf(bytes: Bytes): string {
  return new TextDecoder().decode(bytes);
}

export function toBase64(bytes: Bytes): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Throws where `base64` is none. */
export function fromBase64(base64: string): Bytes {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
