import { platformNames } from '../platforms.js';
import type { Stage } from '../stage.js';
import { html } from './html.js';

/** Everything on the page beside the posts, small enough to be sent whole at each change. */
export interface PageState {
  readonly counts: Readonly<Record<string, number>>;
  readonly rules: string;
  readonly limitsEnforced: boolean;
}

export function pageState(stage: Stage): PageState {
  const { counts } = stage.world;
  const sum = (of: 'published' | 'deleted' | 'refused') =>
    platformNames.reduce((total, platform) => total + counts[platform][of], 0);
  const byPlatform = platformNames.map((name) => [name, counts[name].published] as const);
  return {
    counts: {
      accounts: stage.accounts.size,
      published: sum('published'),
      deleted: sum('deleted'),
      refused: sum('refused'),
      faults: stage.faults.firedInAll(),
      ...Object.fromEntries(byPlatform),
    },
    rules: rulesInForce(stage),
    limitsEnforced: stage.settings.limitsEnforced,
  };
}

function rulesInForce(stage: Stage): string {
  const items = stage.faults
    .rules()
    .map(({ fault, platform, account, operation, times, fired }) => {
      const where = [platform ?? 'every platform', account, operation].filter(Boolean).join(', ');
      const limit = times === undefined ? '' : ` of ${times}`;
      return html`<li>
        <b>${fault.replaceAll('_', ' ')}</b> ${where}
        <span class="fired">fired ${fired}${limit}</span>
      </li>`;
    });
  return html`${items}`.source;
}
