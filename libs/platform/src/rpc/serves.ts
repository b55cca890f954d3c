import { Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import 'reflect-metadata';
import type { Operation } from '#contracts';
import { Door, type Answer, type Serve } from './door.js';

const SERVED = Symbol('operations served');
const DOOR = 'doorOfCalls';

/**
 * Makes a controller's method `(actor, input) => Promise<output>` answer an operation of its service.
 * The method itself stays as written (call it directly in a spec); calls of other services reach it through the door:
 * proof of the caller, rule of the policy table, input held to its class, problems and faults answered as data.
 * For an operation with a public rule `actor` is null.
 */
export function Serves<I extends object, O>(op: Operation<I, O>) {
  return <M extends (actor: never, input: I) => Promise<O>>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<M>): void => {
    const method = descriptor.value as unknown as Serve<I, O>;
    const listener = function listen(this: Record<string, Door>, packet: unknown): Promise<Answer<O>> {
      return (this[DOOR] as Door).answer(op, packet, (actor, input) => method.call(this, actor, input));
    };
    const name = `answer ${String(key)}`;
    const listening = { value: listener, writable: true, configurable: true, enumerable: false };
    Object.defineProperty(target, name, listening);
    MessagePattern(op.name)(target, name, listening);
    Inject(Door)(target, DOOR);
    const served = (Reflect.getOwnMetadata(SERVED, target.constructor) as Operation<object, unknown>[] | undefined) ?? [];
    Reflect.defineMetadata(SERVED, [...served, op], target.constructor);
  };
}

/** The operations that a controller class answers. */
export function servedBy(controller: object): readonly Operation<object, unknown>[] {
  return (Reflect.getMetadata(SERVED, controller) as Operation<object, unknown>[] | undefined) ?? [];
}
