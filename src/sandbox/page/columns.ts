import { platformNames, type PlatformName } from '../platforms.js';
import type { Stage } from '../stage.js';
import { card } from './card.js';
import { html, type Html } from './html.js';

const names: Record<PlatformName, string> = {
  x: 'X',
  telegram: 'Telegram',
  facebook: 'Facebook',
  instagram: 'Instagram',
  signal: 'Signal',
};

/** As many as a person may scroll through; the page drops older ones as new ones come. */
export const cardsInColumn = 60;

export function columns(stage: Stage): readonly Html[] {
  const posts = stage.world.everPublic();
  return shown(stage).map((platform) => {
    const newest = posts.filter((post) => post.platform === platform).slice(0, cardsInColumn);
    return html`<section class="column ${platform}" aria-label="${names[platform]}">
      <h2>${names[platform]} <span data-count="${platform}">0</span></h2>
      <div class="cards" data-column="${platform}">${newest.map((post) => card(stage, post))}</div>
      <p class="empty">अभी कुछ नहीं · Nothing yet</p>
    </section>`;
  });
}

/** Platforms with an account, or all while there is none: nobody waits for posts on a platform that is not used. */
function shown({ accounts }: Stage): readonly PlatformName[] {
  const used = platformNames.filter((name) => accounts.book(name).size > 0);
  return used.length > 0 ? used : platformNames;
}

export function platformOptions(): readonly Html[] {
  return platformNames.map((name) => html`<option value="${name}">${names[name]}</option>`);
}
