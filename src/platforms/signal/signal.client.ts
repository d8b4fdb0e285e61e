import { requestJson, type JsonAnswer } from '../../kernel/egress/index.js';

/** The number that speaks, and the group that it speaks in. */
export interface SignalCall {
  number: string;
  apiToken: string | null;
  /** `group.` and 60 letters, as the API lists its groups. */
  groupId: string;
  signal: AbortSignal;
}

export interface SignalMessage {
  text: string;
  /** Each `data:image/jpeg;filename=a.jpg;base64,...`. */
  attachments: readonly string[];
}

/**
 * The calls to signal-cli-rest-api that Munadi makes, each of them one request; bbernhard/signal-cli-rest-api,
 * src/docs/swagger.json at a08db23 (2026-08-16), read 2026-11-24.
 */
export class SignalClient {
  /** @param apiUrl of a signal-cli-rest-api that the organisation runs itself, such as `http://signal:8080` */
  constructor(private readonly apiUrl: string) {}

  /** Plain text: `normal` reads no markup, so nothing in a text can break it. */
  send(call: SignalCall, { text, attachments }: SignalMessage): Promise<JsonAnswer> {
    return this.post(call, {
      message: text,
      ...(attachments.length > 0 ? { base64_attachments: attachments } : {}),
    });
  }

  /** @param sentTimestamp of the message that shall say something else */
  edit(call: SignalCall, sentTimestamp: number, text: string): Promise<JsonAnswer> {
    return this.post(call, { message: text, edit_timestamp: sentTimestamp });
  }

  deleteForAll(call: SignalCall, sentTimestamp: number): Promise<JsonAnswer> {
    return requestJson({
      ...common(call),
      method: 'DELETE',
      url: `${this.apiUrl}/v1/remote-delete/${encodeURIComponent(call.number)}`,
      json: { recipient: call.groupId, timestamp: sentTimestamp },
    });
  }

  readGroup(call: SignalCall): Promise<JsonAnswer> {
    const path = [call.number, call.groupId].map(encodeURIComponent).join('/');
    return requestJson({
      ...common(call),
      method: 'GET',
      url: `${this.apiUrl}/v1/groups/${path}`,
    });
  }

  private post(call: SignalCall, message: object): Promise<JsonAnswer> {
    const { number, groupId } = call;
    return requestJson({
      ...common(call),
      method: 'POST',
      url: `${this.apiUrl}/v2/send`,
      json: { number, recipients: [groupId], text_mode: 'normal', ...message },
    });
  }
}

// The API quotes the number in what it refuses; whose it is concerns nobody who reads a report.
function common({ number, apiToken, signal }: SignalCall) {
  return {
    headers: apiToken === null ? {} : { authorization: `Bearer ${apiToken}` },
    secrets: [number, ...(apiToken === null ? [] : [apiToken])],
    signal,
  };
}
