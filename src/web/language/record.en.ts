import type { Message } from './message.js';
import type { recordHi } from './record.hi.js';

export const recordEn: Record<keyof typeof recordHi, Message> = {
  'record.heading': 'Record',
  'record.intro': 'Who did what, and when. Nothing here can be changed or deleted.',
  'record.filter': 'Filter the record',
  'record.kind': 'About what',
  'record.kind_all': 'Everything',
  'record.from': 'From this day',
  'record.until': 'Until this day',
  'record.post': 'Number of a post',
  'record.none': 'Nothing of this choice is on record.',
  'record.older': 'Show older lines',
  'record.product': 'Munadi itself, or somebody on the machine',
  'record.chained': 'link {position}',
  'record.not_chained': 'not chained yet',
  'record.as_csv': 'Spreadsheet (CSV)',
  'record.as_jsonl': 'Whole file (JSON)',
};
