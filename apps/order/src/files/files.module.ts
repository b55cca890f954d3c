import { Module, type DynamicModule } from '@nestjs/common';
import { Bundles } from './bundle.service.js';
import { FileStorage } from './file-storage.port.js';
import { FileAddresses } from './file-addresses.service.js';
import { FileDoors } from './file-doors.service.js';
import { FileClock } from './file.clock.js';
import { FileController } from './file.controller.js';
import { FileRpc } from './file.rpc.js';
import { FileService } from './file.service.js';
import { FILES_OPTIONS, type FilesOptions } from './files-options.port.js';
import { Housekeeping } from './housekeeping.service.js';
import { KeptFiles } from './kept-files.service.js';
import { LocalStorage } from './local.storage.js';
import { Receiving } from './receiving.service.js';
import { S3Storage } from './s3.storage.js';
import { UploadService } from './upload.service.js';

/**
 * Bytes and their promises. Always: the ticket decides, one file at a time, nothing half kept.
 * Ask first: another storage. Never: an address of the bytes in an answer.
 */
@Module({})
export class FilesModule {
  static with(options: FilesOptions): DynamicModule {
    return {
      module: FilesModule,
      controllers: [FileController, FileRpc],
      providers: [
        { provide: FILES_OPTIONS, useValue: options },
        { provide: FileStorage, useFactory: () => (options.s3 ? new S3Storage(options.s3) : new LocalStorage(options.storageDir)) },
        UploadService, Receiving, FileDoors, FileService, KeptFiles, Bundles, FileAddresses, Housekeeping, FileClock,
      ],
      exports: [FileService, KeptFiles, Bundles, FileAddresses, FileDoors],
      global: true,
    };
  }
}
