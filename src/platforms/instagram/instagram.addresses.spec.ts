import { expect, it } from 'vitest';
import { canFetch } from './instagram.addresses.js';

const META = 'https://graph.facebook.com/v25.0';
const HERE = 'http://127.0.0.1:4300/instagram/v25.0';

it.each([
  [META, 'https://munadi.example/media/1', true],
  [META, 'http://munadi.example/media/1', false],
  [META, 'http://127.0.0.1:7310/media/1', false],
  [META, 'https://localhost/media/1', false],
  [META, 'https://192.168.1.4/media/1', false],
  [META, 'https://172.20.0.4/media/1', false],
  [META, 'https://munadi/media/1', false],
  [META, 'https://munadi.local/media/1', false],
  [META, 'no address', false],
  [HERE, 'http://127.0.0.1:7310/media/1', true],
])('whether %s can fetch %s: %s', (apiUrl, mediaUrl, can) => {
  expect(canFetch(apiUrl, mediaUrl)).toBe(can);
});
