import type { Message } from './message.js';

/** Sentences about orders that wait for a second person. */
export const ordersHi = {
  'orders.heading': 'दूसरे व्यक्ति की प्रतीक्षा में आदेश',
  'orders.waits': {
    one: 'दूसरे व्यक्ति की प्रतीक्षा में: {count} खाता',
    other: 'दूसरे व्यक्ति की प्रतीक्षा में: {count} खाते',
  },
  'orders.waits_recall': 'आगे कुछ नहीं जाएगा; जो दिख रहा है, वह पुष्टि के बाद हटेगा।',
  'orders.waits_lift': 'पुष्टि होने तक रोक बनी रहेगी।',
  'orders.waits_again': 'पुष्टि होने तक कुछ फिर नहीं भेजा जाएगा।',
  'orders.by': '{name} का आदेश, {when}',
  'orders.confirmers': 'पुष्टि कर सकते हैं: {names}',
  'orders.nobody': 'पुष्टि करने वाला कोई और नहीं है। स्वामी से कहें।',
  'orders.recall': 'हर जगह से वापस लें',
  'orders.lift': 'रोक हटाएँ',
  'orders.retry': 'जो नहीं गया, उसे फिर भेजें',
  'orders.send_again': 'फिर भेजें, चाहे दो बार दिखे',
  'orders.confirm': 'पुष्टि करें',
  'orders.refuse': 'अस्वीकार करें',
  'orders.note': 'क्यों नहीं (अभिलेख में रहेगा)',
  'orders.confirm_refuse': 'आदेश अस्वीकार करें',
  'orders.confirmed_now': 'पुष्टि हुई: अब हो रहा है',
  'orders.refused_now': 'आदेश अस्वीकार हुआ',
} satisfies Record<string, Message>;
