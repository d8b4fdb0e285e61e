import { aMachine, type Machine } from '../sandbox-stage.js';

/** One request as it came over the wire. */
export interface RecordedRequest {
  /** `POST /{id}/feed` */
  call: string;
  /** `attached_media[0]` counts as `attached_media`. */
  params: readonly string[];
  fields: readonly string[];
}

/** A machine between an adapter and the sandbox that passes everything on and keeps what was asked. */
export async function aRecorder(
  sandboxUrl: string,
): Promise<Machine & { requests: RecordedRequest[] }> {
  const requests: RecordedRequest[] = [];
  const machine = await aMachine((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const body = Buffer.concat(chunks);
      const path = request.url ?? '';
      requests.push(recorded(request.method ?? '', path, body.toString('latin1')));
      const { host: _host, connection: _connection, ...headers } = request.headers;
      const passedOn = fetch(`${sandboxUrl}${path}`, {
        method: request.method ?? 'GET',
        headers: headers as Record<string, string>,
        ...(body.length > 0 && { body }),
      });
      passedOn
        .then(async (answer) => {
          const text = await answer.text();
          response.writeHead(answer.status, { 'content-type': 'application/json' });
          // An address for an upload leads here as well.
          response.end(text.replaceAll(sandboxUrl, machine.url));
        })
        .catch(() => response.destroy());
    });
  });
  return { ...machine, requests };
}

function recorded(method: string, path: string, body: string): RecordedRequest {
  const { pathname, searchParams } = new URL(path, 'http://sandbox');
  const inBody = body.startsWith('--')
    ? [...body.matchAll(/form-data; name="([^"]+)"/g)].map(([, name]) => name ?? '')
    : /^[\w%[\]]+=/.test(body)
      ? [...new URLSearchParams(body).keys()]
      : [];
  const names = [...searchParams.keys(), ...inBody].map((name) => name.replace(/\[\d+\]$/, ''));
  const fields = (searchParams.get('fields') ?? '').replace(/\{[^}]*\}/g, '').split(',');
  return {
    call: `${method} ${shapeOf(pathname)}`,
    params: [...new Set(names)],
    fields: fields.filter((field) => field !== ''),
  };
}

/** Without the platform's place in the sandbox, the version, and which object it was. */
function shapeOf(path: string): string {
  return path
    .replace(/^\/(graph|instagram)/, '')
    .replace(/\/v\d+\.\d+/, '')
    .replace(/\/\d[\d_]*/g, '/{id}');
}
