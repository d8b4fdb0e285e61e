import { ConsoleLogger } from '@nestjs/common';
import { redact } from './log.js';

/** Nest's own logger, whose every line loses what looks like a secret: also lines that a library writes through it. */
export class RedactingLogger extends ConsoleLogger {
  protected override formatMessage(...parts: Parameters<ConsoleLogger['formatMessage']>): string {
    return redact(super.formatMessage(...parts));
  }

  /** Called without one for an error that has none. */
  protected override printStackTrace(stack: string | undefined): void {
    if (stack !== undefined) super.printStackTrace(redact(stack));
  }
}
