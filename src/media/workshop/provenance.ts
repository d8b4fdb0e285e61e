import { createReadStream } from 'node:fs';

/**
 * Values of IPTC's digital source type that tell of a machine, the most telling first.
 * https://cv.iptc.org/newscodes/digitalsourcetype/ and the C2PA's own ending in Data, 2026-11-24.
 */
const MACHINE_MADE = [
  'trainedAlgorithmicMedia',
  'compositeWithTrainedAlgorithmicMedia',
  'trainedAlgorithmicData',
  'algorithmicMedia',
  'compositeSynthetic',
];

/** In CBOR the next text follows at once, and what says its length may be a letter. */
const NAMED = /digitalsourcetype\/([A-Za-z]{4,60})/gi;
/** Longest address of a value, so that none is missed at the border of two chunks. */
const OVERLAP_CHARACTERS = 120;

export function isMachineMade(sourceType: string | null): boolean {
  return sourceType !== null && MACHINE_MADE.includes(sourceType);
}

/**
 * The source type that a file names. XMP holds the value's address as text, and so does the CBOR of a C2PA manifest
 * (C2PA 2.2, action `digitalSourceType`) in whichever box, chunk or segment a format keeps it: so the bytes are searched
 * and no format is parsed. A mark counts wherever it stands; a signature is not verified.
 */
export async function sourceTypeOf(file: string, packed: string): Promise<string | null> {
  const found = new Set(namesIn(packed, { isLast: true }));
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'latin1' })) {
    const text = rest + String(chunk);
    for (const name of namesIn(text, { isLast: false })) found.add(name);
    rest = text.slice(-OVERLAP_CHARACTERS);
  }
  for (const name of namesIn(rest, { isLast: true })) found.add(name);
  return MACHINE_MADE.find((name) => found.has(name)) ?? [...found][0] ?? null;
}

/** A name that touches the end of what is there may go on: it is read with what comes next, unless this is the last. */
function namesIn(text: string, { isLast }: { isLast: boolean }): string[] {
  return [...text.matchAll(NAMED)].flatMap(({ 0: match, 1: letters = '', index }) => {
    const isWhole = isLast || index + match.length < text.length;
    return isWhole ? (valueAtStartOf(letters) ?? []) : [];
  });
}

/** `compositeCapture` begins with `composite`: the longest value counts. */
function valueAtStartOf(letters: string): string | undefined {
  const lower = letters.toLowerCase();
  return LONGEST_FIRST.find((name) => lower.startsWith(name.toLowerCase()));
}

/** Every value of the vocabulary: what else follows the address is no mark. */
const LONGEST_FIRST = [
  ...MACHINE_MADE,
  'digitalCapture',
  'computationalCapture',
  'negativeFilm',
  'positiveFilm',
  'print',
  'humanEdits',
  'minorHumanEdits',
  'compositeCapture',
  'algorithmicallyEnhanced',
  'softwareImage',
  'dataDrivenMedia',
  'digitalArt',
  'digitalCreation',
  'virtualRecording',
  'screenCapture',
  'composite',
].sort((one, other) => other.length - one.length);

/** An XMP packet that says nothing but where the picture comes from (IPTC Photo Metadata 2025.1, Digital Source Type). */
export function xmpFor(sourceType: string): string {
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"',
    ` Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/${sourceType}"/>`,
    '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>',
  ].join('');
}

/** Where XMP stands in MP4: a `uuid` box of the file (XMP Specification, part 3, 2020, section 1.2.7.1). */
const XMP_BOX = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');

/** A box to be put behind the last one of an MP4. */
export function xmpBox(sourceType: string): Buffer {
  const packet = Buffer.from(xmpFor(sourceType), 'utf8');
  const head = Buffer.alloc(8);
  head.writeUInt32BE(head.length + XMP_BOX.length + packet.length);
  head.write('uuid', 4, 'latin1');
  return Buffer.concat([head, XMP_BOX, packet]);
}
