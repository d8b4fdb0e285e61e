import { AccountsService } from '../../src/accounts/index.js';
import { accountsCsv, demoAccounts } from '../../src/demo/demo-accounts.js';
import type { Stage } from './stage.js';

/** The one chat that is a group and not a channel. */
export interface Group {
  chatId: string;
  botToken: string;
}

/** Puts all Telegram chats under one bot, so that its limit is met, and makes the chat of one district a group. */
export async function shareOneBot({ parts, web }: Stage, groupDistrict: string): Promise<Group> {
  const chats = demoAccounts(parts.districts).filter(({ row }) => row['platform'] === 'telegram');
  const botToken = chats[0]?.row['botToken'] ?? '';
  for (const { row, sandbox } of chats) {
    row['botToken'] = botToken;
    sandbox['botToken'] = botToken;
    if (row['district'] === groupDistrict) sandbox['type'] = 'group';
  }
  await parts.sandbox.putAccounts(chats.map(({ sandbox }) => sandbox));
  await web.get(AccountsService).importFile(accountsCsv(chats), null);
  const group = chats.find(({ row }) => row['district'] === groupDistrict);
  return { chatId: group?.row['remoteId'] ?? '', botToken };
}
