import { parseDecimal } from '#kernel';

/** Longest name of a town, in characters. */
export const TOWN_MAX = 60;
const REGISTRATION_NO = /^[A-Z0-9][A-Z0-9-]{2,38}[A-Z0-9]$/;

/** A registration number in the form in which it is kept; null when it cannot be one. */
export function readRegistrationNo(text: string): string | null {
  const value = text.trim().toUpperCase();
  return REGISTRATION_NO.test(value) ? value : null;
}

/** Is it a time zone that calendars know? */
export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
}

/** Is it a place on earth, or none at all? Degrees as exact decimals. */
export function isPosition(latitude: string | null, longitude: string | null): boolean {
  if (latitude === null || longitude === null) return latitude === longitude;
  return within(latitude, '90') && within(longitude, '180');
}

function within(text: string, most: string): boolean {
  const value = parseDecimal(text);
  return value <= parseDecimal(most) && value >= -parseDecimal(most);
}
