import { isCurrency, isDecimal, isMinorAmount, isDay, isInstant, isTaxRate } from '#kernel';
import { IsBoolean, Matches, ValidateBy, type ValidationOptions } from 'class-validator';

function by(name: string, validate: (value: unknown) => boolean, message: string): (options?: ValidationOptions) => PropertyDecorator {
  return (options) => ValidateBy({ name, validator: { validate, defaultMessage: () => message } }, options);
}

/** A whole number of minor units from 0 to 10^15, as a plain digit string. */
export const IsMinorAmount = by('isMinorAmount', isMinorAmount, 'must be a whole number of minor units (0 to 1000000000000000) as a digit string');
/** A currency the house deals in. */
export const IsKnownCurrency = by('isKnownCurrency', isCurrency, 'must be the ISO 4217 code of a supported currency in capitals, such as CNY');
/** A value added tax rate in percent, 0 to 100, at most 2 places. */
export const IsTaxRate = by('isTaxRate', isTaxRate, 'must be a percentage from 0 to 100 with at most 2 decimals, such as 13');
/** An exact decimal of at most 6 places, not below zero. */
export const IsMeasure = by('isMeasure', (v) => isDecimal(v) && !v.startsWith('-'), 'must be a decimal string of at most 6 places, not negative, such as 12.5');
/** An exact decimal of at most 6 places, any sign. */
export const IsExactDecimal = by('isExactDecimal', isDecimal, 'must be a decimal string of at most 6 places, such as -0.02');
/** An existing calendar day. */
export const IsDay = by('isDay', isDay, 'must be an existing day as YYYY-MM-DD, from 2000-01-01 to 2099-12-31');
/** An instant with an offset. */
export const IsInstant = by('isInstant', isInstant, 'must be an RFC 3339 instant such as 2026-11-23T08:00:00.000Z');
/** Text that people read: no control characters but line breaks and tabs, no lone surrogates, no invisible direction marks, no tower of accents over one letter. */
export const IsPlainText = by(
  'isPlainText',
  (v) => typeof v === 'string' && v.isWellFormed() && !/\p{M}{9,}/u.test(v) && !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/.test(v),
  'must be plain text without control, zero-width or direction characters',
);

/** The key of one intention, made once by the client and repeated on every retry. */
export function IsIdempotencyKey(): PropertyDecorator {
  return Matches(/^[\x21-\x7e]{8,128}$/, { message: 'must be 8 to 128 printable ASCII characters' });
}

/** An amount as a client gives it, always with its tax basis. */
export class MoneyInput {
  @IsMinorAmount() amountMinor!: string;
  @IsKnownCurrency() currency!: string;
  @IsBoolean() taxIncluded!: boolean;
  @IsTaxRate() taxRate!: string;
}
