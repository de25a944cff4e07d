import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openUplink, type Uplink } from '../../e2e/driver/uplink.ts';

describe('the way out of the browser', () => {
  let uplink: Uplink;
  afterEach(() => uplink?.close());

  async function reach(): Promise<{ socket: Socket; broken: Promise<unknown> }> {
    const socket = connect(uplink.port, '127.0.0.1');
    const broken = new Promise((resolve) => {
      socket.on('error', resolve);
      socket.on('close', resolve);
    });
    await once(socket, 'connect');
    return { socket, broken };
  }

  // Chromium opens connections ahead of need: with one of them open, cutting never came to an end.
  it('is cut while a connection is open on which nothing was said yet', async () => {
    uplink = await openUplink(1, ['*.example']);
    const { broken } = await reach();
    await uplink.cut();
    await broken;
    await uplink.mend();
    const { socket } = await reach();
    socket.destroy();
  });

  it('lets nothing through that is said on such a connection after it was cut', async () => {
    let arrived = 0;
    const vendor = createServer(() => {
      arrived += 1;
    }).listen(0, '127.0.0.1');
    await once(vendor, 'listening');
    const address = vendor.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    uplink = await openUplink(address.port, ['(no tls)']);
    const { socket, broken } = await reach();
    const cut = uplink.cut();
    socket.write('hello');
    await Promise.all([cut, broken]);
    expect(arrived).toBe(0);
    vendor.close();
  });
});
