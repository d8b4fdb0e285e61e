import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DistrictNode, PlaceKind } from '../../contract/districts.js';
import { placeGuesser } from './guess-places.js';
import { growTree } from './tree.js';

/** Every district of a whole state. */
const places = readFileSync(join(import.meta.dirname, '../../demo/data/districts.csv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line, index): DistrictNode => {
    const [code = '', parentCode, kind = '', nameEn = '', nameHi = ''] = line.split(',');
    const parentId = parentCode === '' ? null : 1;
    return {
      id: index + 1,
      code,
      parentId,
      kind: kind as PlaceKind,
      nameEn,
      nameHi,
      platforms: [],
    };
  });
const { sureOf, guesses } = placeGuesser(growTree(places));
const districts = places.filter(({ kind }) => kind === 'district');

const sure = (...names: string[]) => sureOf(names)?.nameEn ?? null;
const likely = (...names: string[]) => guesses(names).map(({ place }) => place.nameEn);

describe('Which district a channel or Page is about', () => {
  it('is told by the name of each district, in either language and in a handle', () => {
    for (const { nameEn, nameHi } of districts) {
      expect([nameEn, sure(`Munadi ${nameEn}`)]).toEqual([nameEn, nameEn]);
      expect([nameEn, sure(`${nameHi} मुनादी`)]).toEqual([nameEn, nameEn]);
      const handle = `@munadi_${nameEn.toLowerCase().replaceAll(' ', '_')}`;
      expect([nameEn, sure(handle)]).toEqual([nameEn, nameEn]);
    }
  });

  it.each([
    ['Team4Lucknow', 'Lucknow'],
    ['LucknowTeam2026', 'Lucknow'],
    ['@sevalucknow', 'Lucknow'],
    ['KANPUR-NAGAR official', 'Kanpur Nagar'],
    ['फिरोजाबाद सेवा दल', 'Firozabad'],
  ])('is seen in %s', (name, district) => {
    expect(sure(name)).toBe(district);
  });

  it('is never chosen between two: their names are both offered', () => {
    expect(sure('Agra and Lucknow')).toBeNull();
    expect(likely('Agra and Lucknow')).toEqual(expect.arrayContaining(['Agra', 'Lucknow']));
    expect(sure('Kanpur team')).toBeNull();
    expect(likely('Kanpur team')).toEqual(expect.arrayContaining(['Kanpur Nagar', 'Kanpur Dehat']));
  });

  it('is offered, and not chosen, where the name is spelt differently', () => {
    expect(likely('Luckhnow Sewa')[0]).toBe('Lucknow');
    expect(sure('Luckhnow Sewa')).toBeNull();
  });

  it('is not guessed from a name that is about none', () => {
    expect(sure('Central newsroom', '@newsroom')).toBeNull();
    expect(likely('🙂 123')).toEqual([]);
  });

  it('never fails, whatever somebody calls an account, and a sure one is also the likeliest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 3 }),
        (names) => {
          const best = sureOf(names);
          expect(best === null || guesses(names)[0]?.place === best).toBe(true);
        },
      ),
    );
  });
});
