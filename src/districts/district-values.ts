import type { PlaceKind } from '../contract/districts.js';
import type { District } from './district.entity.js';

/** A name in both languages. */
export interface PlaceName {
  hi: string;
  en: string;
}

/** What a text may say about a place. */
export interface DistrictValues {
  id: number;
  code: string;
  kind: PlaceKind;
  name: PlaceName;
  attributes: Readonly<Record<string, string>>;
  /** Names of this place and of every place above it, by kind; a level that the tree leaves out is absent. */
  names: Readonly<Partial<Record<PlaceKind, PlaceName>>>;
}

/** Reads the ids of all places above out of a path: `/1/7/42/` answers 1 and 7. */
export function ancestorIds(path: string): number[] {
  return path.split('/').slice(1, -2).map(Number);
}

/** Puts together each place's values. `ancestors` holds every place above one of `places`, by id. */
export function describePlaces(
  places: readonly District[],
  ancestors: ReadonlyMap<number, District>,
): Map<number, DistrictValues> {
  // Thousands of booths share the places above them: their names are gathered once.
  const namesAbove = new Map<number, DistrictValues['names']>();
  const namesOf = (place: District): DistrictValues['names'] => ({
    ...(place.parentId === null ? {} : namesUpTo(place.parentId)),
    [place.kind]: nameOf(place),
  });
  const namesUpTo = (id: number): DistrictValues['names'] => {
    const before = namesAbove.get(id);
    if (before) return before;
    const place = ancestors.get(id);
    const names = place ? namesOf(place) : {};
    namesAbove.set(id, names);
    return names;
  };
  return new Map(
    places.map((place) => [
      place.id,
      {
        id: place.id,
        code: place.code,
        kind: place.kind,
        name: nameOf(place),
        attributes: place.attributes,
        names: namesOf(place),
      },
    ]),
  );
}

function nameOf({ nameHi, nameEn }: District): PlaceName {
  return { hi: nameHi, en: nameEn };
}
