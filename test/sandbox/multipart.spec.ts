import { describe, expect, it } from 'vitest';
import { uploadedFile } from '../../src/sandbox/files.js';
import { bodyFields, bodyFiles } from '../../src/sandbox/request-body.js';
import type { PlatformRequest } from '../../src/sandbox/simulator.js';

const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

describe('a body of several parts', () => {
  it('brings its fields and its files, byte by byte', async () => {
    const form = new FormData();
    form.set('caption', 'नमस्ते');
    form.set('photo', new Blob([PICTURE], { type: 'image/png' }), 'a.png');
    const request = await requestWith(form);
    expect(bodyFields(request)).toEqual({ caption: 'नमस्ते' });
    const photo = bodyFiles(request).get('photo');
    expect(photo).toMatchObject({ fileName: 'a.png', contentType: 'image/png', bytes: PICTURE });
    expect(uploadedFile(photo?.bytes ?? Buffer.alloc(0), 'image/png')).toMatchObject({
      bytes: PICTURE.length,
      sha256: '4c4b6a3be1314ab86138bef4314dde022e600960d8689a2c8f8631802d20dab6',
    });
  });

  it('that is cut short is nothing', async () => {
    const form = new FormData();
    form.set('caption', 'x');
    const request = await requestWith(form);
    expect(bodyFields({ ...request, body: request.body.subarray(0, -6) })).toBeNull();
  });
});

async function requestWith(form: FormData): Promise<PlatformRequest> {
  const answer = new Response(form);
  return {
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    address: 'http://127.0.0.1/',
    headers: { 'content-type': answer.headers.get('content-type') ?? '' },
    body: Buffer.from(await answer.arrayBuffer()),
  };
}
