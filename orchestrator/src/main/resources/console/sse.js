// Server-sent events out of a response body. The browser's own EventSource cannot send a token.

/**
 * The messages of a text/event-stream, as {id, event, data}; comments come as null, so that the
 * reader knows that the stream lives.
 */
export async function* messages(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let fields = {};
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        if (line !== '') {
          take(line, fields);
        } else if (fields.data !== undefined) {
          yield fields;
          fields = {};
        } else {
          fields = {};
        }
      }
      yield null;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function take(line, fields) {
  if (line.startsWith(':')) return;
  const colon = line.indexOf(':');
  const name = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'data') fields.data = fields.data === undefined ? value : `${fields.data}\n${value}`;
  else if (name === 'id' || name === 'event') fields[name] = value;
}
