/** A wire over a WebSocket, in the page and in the server alike: MessagePack with typed arrays kept typed. */
import { decode, encode, ExtensionCodec } from '@msgpack/msgpack';
import { gate } from './gate.ts';
import { Inbox } from './inbox.ts';
import type { Wire } from './contract.ts';

/** What the page's `WebSocket` and that of `ws` have in common. */
export interface Socket {
  binaryType: string;
  readonly readyState: number;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(kind: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(kind: 'message', listener: (event: { data: unknown }) => void): void;
}

const CONNECTING = 0;
const OPEN = 1;
/** WebSocket close code for a message of the wrong kind (RFC 6455 section 7.4.1). */
const UNSUPPORTED = 1003;

/** Arrays of numbers that MessagePack has no word for; the place in the list is the extension's number. */
const arrays = [
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint16Array,
  Uint32Array,
] as const;

const typedArrays = new ExtensionCodec();
arrays.forEach((kind, type) => {
  typedArrays.register({
    type,
    encode: (value) =>
      value instanceof kind
        ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
        : null,
    // The copy gives the new array an aligned buffer of its own.
    decode: (bytes) => new kind(bytes.slice().buffer),
  });
});

/** Bytes of a message; absent fields stay absent. */
export function pack(message: unknown): Uint8Array<ArrayBuffer> {
  return encode(message, { extensionCodec: typedArrays, ignoreUndefined: true });
}

/** The message of some bytes. @throws RangeError or DecodeError where they are none. */
export function unpack(bytes: Uint8Array): unknown {
  return decode(bytes, { extensionCodec: typedArrays });
}

/** The wire over `socket`. What is sent before it opens waits; a message that is no MessagePack closes it. */
export function socketWire(socket: Socket): Wire {
  const inbox = new Inbox();
  const gone = gate();
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    for (const bytes of waiting) socket.send(bytes);
    waiting = [];
  });
  socket.addEventListener('close', () => gone.open());
  socket.addEventListener('error', () => gone.open());
  socket.addEventListener('message', ({ data }) => {
    try {
      if (!(data instanceof ArrayBuffer)) throw new RangeError('text frame');
      inbox.push(unpack(new Uint8Array(data)));
    } catch {
      socket.close(UNSUPPORTED, 'not MessagePack');
    }
  });
  return {
    send: (message) => {
      if (socket.readyState === OPEN) socket.send(pack(message));
      else if (socket.readyState === CONNECTING) waiting.push(pack(message));
    },
    receive: (listener) => inbox.receive(listener),
    closed: gone.opened,
    close: () => {
      socket.close();
      gone.open();
    },
  };
}
