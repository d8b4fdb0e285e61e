import { Icon } from '../theme/icon.js';
import type { Composer } from './use-composer.js';

/** What some of the accounts can't do, as the server knows it of the draft on the screen; nothing keeps it from going out. */
export function Foreseen({ composer: { preview } }: { composer: Composer }) {
  const warnings = preview.isFresh ? (preview.preview?.warnings ?? []) : [];
  return warnings.map(({ message }) => (
    <p key={message} role="status">
      <Icon name="warning" /> {message}
    </p>
  ));
}
