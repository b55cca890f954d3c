/** How a browser keeps the refresh token: always out of reach of scripts and of other sites. */
export interface RefreshCookie { readonly name: string; readonly secure: boolean }

/**
 * Behind TLS, and in production always, the cookie is `__Host-`, bound to this host and to TLS. A browser takes such a cookie over plain http
 * from no address but its own machine, and not every browser there, so that development on http has a plain one. Browsers do not tell ports
 * apart, so its name does, and two checkouts on one machine leave each other's sessions alone.
 */
export function refreshCookieFor(publicUrl: string, production: boolean): RefreshCookie {
  const { protocol, port } = new URL(publicUrl);
  if (production || protocol === 'https:') return { name: '__Host-mouldshare-refresh', secure: true };
  return { name: `mouldshare-refresh-${port || '80'}`, secure: false };
}
