/**
 * Files that are on their way, kept on this phone: after a reload the upload goes on without choosing them again.
 * Where the browser keeps nothing (full, or forbidden), they live until the page is left.
 */
const DATABASE = 'munadi.files';
const STORE = 'files';

const inMemory = new Map<string, File>();

export async function keepFile(key: string, file: File): Promise<void> {
  inMemory.set(key, file);
  await ask('readwrite', (store) => store.put(file, key)).catch(() => null);
}

/** Undefined where it is not there any more. */
export async function keptFile(key: string): Promise<File | undefined> {
  const here = inMemory.get(key);
  if (here) return here;
  const kept: unknown = await ask('readonly', (store) => store.get(key)).catch(() => undefined);
  return kept instanceof File ? kept : undefined;
}

export async function dropFile(key: string): Promise<void> {
  inMemory.delete(key);
  await ask('readwrite', (store) => store.delete(key)).catch(() => null);
}

async function ask(
  mode: IDBTransactionMode,
  question: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  const database = await opened();
  try {
    return await answerOf(question(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

async function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE);
  };
  return (await answerOf(request)) as IDBDatabase;
}

function answerOf(request: IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('The browser keeps no files'));
    };
  });
}
