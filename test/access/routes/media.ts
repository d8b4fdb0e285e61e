import type { RouteEntry } from '../route-entry.js';

const TUS = { 'tus-resumable': '1.0.0' };

export const MEDIA: Record<string, RouteEntry> = {
  'GET /api/media': { asks: 'media.read', call: () => ({}) },
  'GET /api/media/abilities': { asks: 'media.read', call: () => ({}) },
  'GET /api/media/:id': {
    asks: 'media.read',
    about: { medium: ({ mediaId }) => ({ path: `/api/media/${mediaId}` }) },
  },
  'GET /api/media/:id/preview': {
    asks: 'media.read',
    about: { medium: ({ mediaId }) => ({ path: `/api/media/${mediaId}/preview` }) },
  },
  'OPTIONS /api/media/uploads': { asks: 'media.upload', call: () => ({ headers: TUS }) },
  'POST /api/media/uploads': {
    asks: 'media.upload',
    call: () => ({
      headers: { ...TUS, 'upload-length': '10', 'upload-metadata': 'filename YQ==' },
    }),
  },
};

function upload(asked: { after?: string; headers?: Record<string, string> } = {}): RouteEntry {
  const { after = '', headers = TUS } = asked;
  const of = async (address: Promise<string>) => ({ path: `${await address}${after}`, headers });
  return {
    asks: 'media.upload',
    call: (actor, world) => of(world.anUpload(actor)),
    foreign: (world) => of(world.foreignUpload()),
  };
}

export const UPLOADS: Record<string, RouteEntry> = {
  'GET /api/media/uploads/:id/result': {
    ...upload({ after: '/result' }),
    neverSucceedsHere: 'no file has arrived whole',
  },
  'HEAD /api/media/uploads/:id': upload(),
  'PATCH /api/media/uploads/:id': upload({
    headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
  }),
  'DELETE /api/media/uploads/:id': upload(),
};
