import type { ConnectStep } from '../../contract/platforms.js';

/** How a group is connected: github.com/bbernhard/signal-cli-rest-api. */
export const SIGNAL_GUIDE: readonly ConnectStep[] = [
  {
    hi: 'अपनी चलाई हुई signal-cli-rest-api में संगठन का नंबर जोड़ें और उसे समूह में शामिल करें।',
    en: 'Link the organisation’s number in the signal-cli-rest-api that you run, and let it join the group.',
    url: null,
  },
  {
    hi: 'वहाँ GET /v1/groups/{नंबर} पूछें: समूह का “id” (group. से शुरू) remoteId है, और नंबर number है।',
    en: 'Ask GET /v1/groups/{number} there: the group’s “id” (it begins with group.) is remoteId, and the number is number.',
    url: null,
  },
];
