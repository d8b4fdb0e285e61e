import type { Language } from '../../contract/language.js';

const LOCALES = { hi: 'hi-IN', en: 'en-IN' } as const;

export const HOME_ZONE = 'Asia/Kolkata';

/** An instant as a wall clock in `zone` shows it, with the zone's mark: 27 नव॰, 5:30 pm IST. */
export function showMoment(instant: string, language: Language, zone = HOME_ZONE): string {
  const date = new Date(instant);
  const shown = new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  }).format(date);
  return `${shown} ${zoneMark(zone, date)}`;
}

/** The day of an instant in the home zone: 27 नव॰. */
export function showDay(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'short',
    timeZone: HOME_ZONE,
  }).format(new Date(instant));
}

/** The whole sentence a person checks before a post is scheduled: weekday, date, time. */
export function showWallTime(wallTime: string, language: Language): string {
  const date = new Date(`${wallTime}Z`);
  if (Number.isNaN(date.getTime())) return '';
  return new Intl.DateTimeFormat(LOCALES[language], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(date);
}

/** `IST` for Asia/Kolkata. */
export function zoneMark(zone: string, date: Date): string {
  const parts = new Intl.DateTimeFormat('en-IN', {
    timeZone: zone,
    timeZoneName: 'short',
  }).formatToParts(date);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** What the wall clock in `zone` reads at `date`, as `YYYY-MM-DDTHH:mm`. */
export function wallTimeAt(date: Date, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: zone,
  })
    .format(date)
    .replace(' ', 'T');
}
