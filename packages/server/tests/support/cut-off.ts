import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut and mended, as networks are. */
export type CutOff = {
  port: number;
  /** Ends all connections, and takes no more. @param afterBytes lets so many through to the server first */
  cut(afterBytes?: number): void;
  mend(): void;
  close(): Promise<void>;
};

/** @param target port of the server, on this machine */
export async function openCutOff(target: number): Promise<CutOff> {
  const sockets = new Set<Socket>();
  let bytesLeft = Number.POSITIVE_INFINITY;
  const endAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((socket) => {
    if (bytesLeft <= 0) return void socket.destroy();
    const onward = connect(target, '127.0.0.1');
    for (const each of [socket, onward]) {
      sockets.add(each);
      each.on('error', () => {});
      each.on('close', () => {
        sockets.delete(each);
        socket.destroy();
        onward.destroy();
      });
    }
    socket.on('data', (piece: Buffer) => {
      bytesLeft -= piece.byteLength;
      if (bytesLeft <= 0) endAll();
    });
    socket.pipe(onward).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut(afterBytes = 0) {
      bytesLeft = afterBytes;
      if (bytesLeft <= 0) endAll();
    },
    mend() {
      bytesLeft = Number.POSITIVE_INFINITY;
    },
    async close() {
      endAll();
      server.close();
      await once(server, 'close');
    },
  };
}
