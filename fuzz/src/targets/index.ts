import type { Target } from '../target.ts';
import { message, messageCommon } from './message.ts';
import { name, nameText } from './name.ts';
import { rdata, rdataText } from './rdata.ts';
import { replyTo } from './reply-to.ts';
import { dohReply, framing } from './streams.ts';
import { zone } from './zone.ts';

/** All that reads what others wrote. */
export const targets: readonly Target[] = [
  message,
  messageCommon,
  rdata,
  rdataText,
  name,
  nameText,
  zone,
  replyTo,
  framing,
  dohReply,
];
