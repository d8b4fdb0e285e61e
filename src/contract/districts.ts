import { z } from 'zod';
import { fileText, plainText } from './plain-text.js';

/** Kinds of place, from the top down. A tree may leave levels out. */
export const PLACE_KINDS = ['nation', 'state', 'region', 'district', 'mandal', 'booth'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** One row of an import: a place of the organisation and the code of the place above it. */
export const districtRow = z.object({
  code: plainText.trim().min(1).max(64),
  parentCode: plainText.trim().max(64).nullish(),
  kind: z.enum(PLACE_KINDS),
  nameEn: plainText.trim().min(1).max(200),
  nameHi: plainText.trim().min(1).max(200),
  /** Values for `{variables}` in texts, and anything else worth keeping. */
  attributes: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), plainText.max(500)).default({}),
});
export type DistrictRow = z.infer<typeof districtRow>;

/** Body of an import: the whole file's text. */
export const districtImport = z.object({
  format: z.enum(['csv', 'json']),
  content: fileText.min(1),
});
export type DistrictImport = z.infer<typeof districtImport>;

export interface ImportResult {
  added: number;
  changed: number;
  unchanged: number;
}

export interface DistrictNode {
  id: number;
  code: string;
  parentId: number | null;
  kind: PlaceKind;
  nameEn: string;
  nameHi: string;
  /** Platforms on which this very place has an account. */
  platforms: string[];
}
