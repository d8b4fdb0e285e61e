import type { Attachment } from '../ledger-line.js';
import type { Stage } from '../stage.js';
import type { Post } from '../world.js';
import { html, type Html } from './html.js';

const indianTime = new Intl.DateTimeFormat('en-IN', {
  timeZone: 'Asia/Kolkata',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** One post as the world saw it; a deleted one stays, marked. */
export function card(stage: Stage, post: Post): Html {
  const account = stage.accounts.book(post.platform).labelOf(post.account);
  // An account without a name of its own goes by its handle already.
  const handle = account && !account.name.includes(account.handle) ? account.handle : '';
  return html`<article class="card ${post.state}" data-key="${cardKey(post)}">
    <header>
      <strong>${account?.name ?? post.account}</strong>
      ${handle === '' ? '' : html`<span class="handle">${handle}</span>`}
    </header>
    ${post.replyTo === null ? '' : html`<p class="reply">↳ <code>${post.replyTo}</code></p>`}
    <p lang="">${post.text}</p>
    ${post.attachments.map(attached)}
    <footer>
      <time datetime="${(post.publishedAt ?? post.createdAt).toISOString()}"
        >${shownTime(post)}</time
      >
      ${marks(post)}
      <code>${post.postId}</code>
    </footer>
  </article>`;
}

export function cardKey({ platform, account, postId }: Post): string {
  return `${platform}/${account}/${postId}`;
}

function shownTime({ publishedAt, createdAt }: Post): string {
  return `${indianTime.format(publishedAt ?? createdAt)} IST`;
}

function marks({ state, editedAt, deletedAt }: Post): readonly Html[] {
  const edited = editedAt ? [html`<span class="mark">बदला गया · edited</span>`] : [];
  const taken = html`<span class="mark gone"
    >हटाया गया · taken down ${deletedAt ? indianTime.format(deletedAt) : ''}</span
  >`;
  return state === 'deleted' ? [...edited, taken] : edited;
}

function attached(attachment: Attachment) {
  switch (attachment.kind) {
    case 'link':
      return html`<p class="link">${attachment.url}</p>`;
    case 'poll':
      return html`<p class="link">${attachment.answers.join(' / ')}</p>`;
    case 'photo':
    case 'animation':
    case 'video':
    case 'document': {
      const { kind, mime, bytes, altText } = attachment;
      return html`<p class="link">${kind}, ${mime}, ${bytes} bytes. ${altText}</p>`;
    }
  }
}
