type Answer = (isProved: boolean) => void;

let waiting: Answer[] = [];
const listeners = new Set<() => void>();

/** Asks the person once, however many requests wait for it; answers whether they proved that it is them. */
export function askForProof(): Promise<boolean> {
  return new Promise((resolve) => {
    waiting = [...waiting, resolve];
    tellAll();
  });
}

export function isProofAsked(): boolean {
  return waiting.length > 0;
}

export function answerProof(isProved: boolean): void {
  const answered = waiting;
  waiting = [];
  for (const resolve of answered) resolve(isProved);
  tellAll();
}

export function onProofAsked(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tellAll(): void {
  for (const listener of listeners) listener();
}
