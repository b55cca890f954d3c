/** A place on the globe in degrees. */
export interface Place {
  latitude: number;
  longitude: number;
}

const EARTH_RADIUS_KM = 6_371;

/** Kilometres between two places as the crow flies. */
export function distanceKm(a: Place, b: Place): number {
  const rad = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (x: number): number => Math.sin(x / 2) ** 2;
  const h = half(rad(b.latitude - a.latitude)) + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * half(rad(b.longitude - a.longitude));
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
