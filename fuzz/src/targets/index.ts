import type { Target } from '../target.ts';
import { addresses } from './addresses.ts';
import { digOption, digText, json } from './message-texts.ts';
import { message, messageCommon, messageForms } from './message.ts';
import { idna, name, nameText } from './name.ts';
import { rdata, rdataText } from './rdata.ts';
import { replyTo } from './reply-to.ts';
import { dohReply, framing } from './streams.ts';
import { zone } from './zone.ts';

/** All that reads what others wrote. */
export const targets: readonly Target[] = [
  message,
  messageCommon,
  messageForms,
  json,
  digText,
  digOption,
  rdata,
  rdataText,
  name,
  nameText,
  idna,
  zone,
  replyTo,
  addresses,
  framing,
  dohReply,
];
