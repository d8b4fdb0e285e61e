import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A door in front of a server. While it is shut every connection is refused, as by a host that is down. */
export class Gate {
  private readonly sockets = new Set<Socket>();
  private target = 0;

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {
    server.on('connection', (socket) => {
      this.join(socket, connect(this.target, '127.0.0.1'));
    });
  }

  static async open(): Promise<Gate> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Gate(server, (server.address() as AddressInfo).port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  leadTo(url: string): void {
    this.target = Number(new URL(url).port);
  }

  async shut(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  async openAgain(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  private join(...ends: [Socket, Socket]): void {
    const [one, other] = ends;
    one.pipe(other).pipe(one);
    for (const socket of ends) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        this.sockets.delete(socket);
        for (const end of ends) end.destroy();
      });
    }
  }
}
