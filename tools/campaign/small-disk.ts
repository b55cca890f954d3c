import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, statfsSync } from 'node:fs';

const ROOM_KB = 6 * 1024 * 1024;
const STEP_KB = 64;

/** A file system of its own in memory for the database, which can be made as small as what lies on it: then it is full to the last block. */
export class SmallDisk {
  private mounted = true;
  private readonly onExit = (): void => this.unmount();

  private constructor(readonly folder: string) {
    process.on('exit', this.onExit);
  }

  /** Null where this account may mount nothing. */
  static mount(folder: string): SmallDisk | null {
    mkdirSync(folder);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${ROOM_KB}k,mode=0755`, 'mouldshare-campaign', folder], { stdio: 'ignore' });
      return new SmallDisk(folder);
    } catch {
      chmodSync(folder, 0o755);
      return null;
    }
  }

  /** Leaves no room; what lies there stays. False when it could not be done. */
  fill(): boolean {
    for (let more = 0; more < 64; more += 1) {
      const { blocks, bfree, bsize } = statfsSync(this.folder);
      // Whoever writes while this is done may have taken more than was just counted.
      if (this.resize(Math.ceil(((blocks - bfree) * bsize) / 1_024) + more * STEP_KB)) return true;
    }
    return false;
  }

  empty(): boolean {
    return this.resize(ROOM_KB);
  }

  unmount(): void {
    if (!this.mounted) return;
    this.mounted = false;
    process.removeListener('exit', this.onExit);
    execFileSync('umount', ['-l', this.folder], { stdio: 'ignore' });
  }

  private resize(kb: number): boolean {
    try {
      execFileSync('mount', ['-o', `remount,size=${kb}k`, this.folder], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }
}
