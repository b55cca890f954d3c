import { Module } from '@nestjs/common';
import { ModelGeometry } from './model-geometry.service.js';
import { ModelListeners } from './model-listeners.service.js';
import { ModelReader } from './model-reader.port.js';
import { ModelStructures } from './model-structures.service.js';
import { ModelClock } from './model.clock.js';

/**
 * STEP files as they were read. Always: the kernel runs in a process of its own, structure before geometry, what is missing is said.
 * Ask first: another kernel. Never: a quantity from counting bodies, a size that nobody measured.
 */
@Module({
  providers: [{ provide: ModelReader, useFactory: () => new ModelReader() }, ModelListeners, ModelStructures, ModelGeometry, ModelClock],
  exports: [ModelStructures, ModelListeners],
})
export class ModelsModule {}
