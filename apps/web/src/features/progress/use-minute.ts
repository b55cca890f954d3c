/** The server's time by the minute, so that charts are not drawn anew with every tick; this device's while the server's is not known. */
export function useMinute(serverNow: number | null): number {
  return Math.floor((serverNow ?? performance.timeOrigin + performance.now()) / 60_000) * 60_000;
}
