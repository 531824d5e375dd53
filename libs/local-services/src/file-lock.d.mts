/** Whether a process with this number runs; it may belong to somebody else. */
export function isAlive(pid: number): boolean;

/** Takes the lock file; otherwise says whose it is (0: it changes hands). A lock whose owner has died is taken over. */
export function tryLock(file: string): { readonly owner?: number };

/** Runs the work while holding the lock file, waiting for others who hold it. */
export function withLock<T>(file: string, work: () => Promise<T>): Promise<T>;
