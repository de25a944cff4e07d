const HANDSHAKE = 22;
const RANDOM_END = 43;
const SERVER_NAME_EXTENSION = 0;

/**
 * The host name in the first bytes of a TLS connection (RFC 6066, server_name).
 * @returns the name in lower case, or `(no tls)` and `(no name)` where there is none
 */
export function serverName(hello: Buffer): string {
  if (hello.length < RANDOM_END || hello[0] !== HANDSHAKE) return '(no tls)';
  try {
    let at = RANDOM_END;
    at += 1 + hello.readUInt8(at);
    at += 2 + hello.readUInt16BE(at);
    at += 1 + hello.readUInt8(at);
    const end = at + 2 + hello.readUInt16BE(at);
    at += 2;
    while (at + 4 <= end) {
      const kind = hello.readUInt16BE(at);
      const size = hello.readUInt16BE(at + 2);
      if (kind === SERVER_NAME_EXTENSION) {
        const length = hello.readUInt16BE(at + 7);
        return hello.toString('latin1', at + 9, at + 9 + length).toLowerCase();
      }
      at += 4 + size;
    }
  } catch {
    // A greeting split over several packets ends before its lengths say: no name can be read.
  }
  return '(no name)';
}
