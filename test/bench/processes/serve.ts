/** A call from the bench to one of its processes, and the answer. */
export interface Call {
  id: number;
  name: string;
  argument: unknown;
}
export type Reply = { id: number; value: unknown } | { id: number; fault: string };

type Handler = (argument: never) => unknown;

/** Answers the parent's calls by name, and ends with the parent. */
export function serve(handlers: Record<string, Handler>): void {
  process.on('message', (call: Call) => {
    void answer(call, handlers[call.name]);
  });
  process.once('disconnect', () => process.exit(0));
}

async function answer({ id, name, argument }: Call, handler: Handler | undefined): Promise<void> {
  try {
    if (!handler) throw new Error(`This process has no "${name}"`);
    tell({ id, value: await handler(argument as never) });
  } catch (error) {
    tell({ id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function tell(reply: Reply): void {
  if (process.connected) process.send?.(reply);
}
