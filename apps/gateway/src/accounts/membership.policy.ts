import type { Role } from '#contracts';

/** Roles in the order in which people read them, each once. */
export function rolesInOrder(wanted: readonly Role[], order: readonly Role[]): Role[] {
  return order.filter((role) => wanted.includes(role));
}

/** Which of the wanted roles may nobody of a company give: those of the platform come from its installation alone. */
export function rolesNotToGive(wanted: readonly Role[]): Role[] {
  return wanted.filter((role) => role === 'PLATFORM_OPERATOR');
}

/** Would this change leave the company without an owner? `otherOwners` counts owners besides the member in question. */
export function leavesNoOwner(before: readonly Role[], after: readonly Role[], otherOwners: number): boolean {
  return before.includes('OWNER') && !after.includes('OWNER') && otherOwners === 0;
}

/** Which of the wanted roles does the maker of a key not hold? An owner holds all but the platform's. */
export function rolesBeyond(wanted: readonly Role[], own: readonly Role[]): Role[] {
  return wanted.filter((role) => !own.includes(role) && !(own.includes('OWNER') && role !== 'PLATFORM_OPERATOR'));
}
