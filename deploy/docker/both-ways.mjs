// Lets a message go both ways through a running stack with the simulator in Meta's place, over HTTP only.
// usage: WHATSAPP_API_KEYS=KEY node both-ways.mjs ORIGIN SIMULATOR      exit code 0 when all of it came true
// PUBLISH=COMMAND: a shell command that puts "key|value" from its standard input on whatsapp.outbound; then that door is tried too
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const [origin, simulator] = process.argv.slice(2);
const key = process.env.WHATSAPP_API_KEYS.split(',')[0];
const PATIENCE_MS = 60_000;

const phone = `+49151${randomInt(10_000_000, 99_999_999)}`;
const authorised = { authorization: `Bearer ${key}` };
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

async function call(method, url, { headers, body } = {}) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const json = /json/.test(response.headers.get('content-type') ?? '') && bytes.length ? JSON.parse(bytes) : undefined;
  return { status: response.status, headers: response.headers, bytes, json };
}

async function eventually(claim, probe) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await probe();
    if (found) {
      console.log(`  ${claim}`);
      return found;
    }
    assert.ok(Date.now() < until, `not within ${PATIENCE_MS / 1000} s: ${claim}`);
    await pause(250);
  }
}

const customerSends = async message => {
  const sent = await call('POST', `${simulator}/simulator/customers/messages?wait=true`, { body: { phone, name: 'Smoke Test', ...message } });
  // 503 is "later", and Meta brings it again.
  assert.ok([200, 503].includes(sent.json?.answers?.[0]), `the webhook was answered ${JSON.stringify(sent.json)}`);
  return sent.json.messageIds[0];
};
const conversation = async () => {
  const read = await call('GET', `${origin}/whatsapp/messages/${encodeURIComponent(phone)}`, { headers: authorised });
  assert.equal(read.status, 200, `the read API answered ${read.status} ${read.bytes}`);
  return read.json;
};
// Who asks again with the same key is told how it went, and nothing is sent again.
const send = async (headers, body) => {
  const keyed = { 'idempotency-key': randomUUID(), ...headers };
  const ask = () => call('POST', `${origin}/whatsapp/send`, { headers: keyed, body });
  for (const until = Date.now() + PATIENCE_MS; ;) {
    const answer = await ask();
    if (answer.status !== 202 || Date.now() > until) return answer;
    await pause(250);
  }
};
const row = async wamid => (await conversation()).find(message => message.whatsappMessageId === wamid);

// A customer writes.
const greeting = await customerSends({ text: 'Is anybody there?' });
const stored = await eventually('a customer\'s text is in the conversation', () => row(greeting));
assert.equal(stored.text, 'Is anybody there?');
assert.equal(stored.direction, 'incoming');
assert.equal(stored.roomName, `whatsapp_${phone.slice(1)}`);

// A customer sends a picture, and we can look at it.
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const picture = await customerSends({ file: { base64: pixel.toString('base64'), mimeType: 'image/png' }, caption: 'our logo' });
const kept = await eventually('a customer\'s picture is kept', async () => {
  const message = await row(picture);
  return message?.mediaStatus === 'stored' && message;
});
const file = await call('GET', new URL(kept.mediaUrl, origin), { headers: authorised });
assert.equal(file.status, 200);
assert.deepEqual(file.bytes, pixel);
const size = await call('HEAD', new URL(kept.mediaUrl, origin), { headers: authorised });
assert.deepEqual([size.status, size.headers.get('content-length')], [200, String(pixel.length)]);
const part = await call('GET', new URL(kept.mediaUrl, origin), { headers: { ...authorised, range: 'bytes=1-3' } });
assert.deepEqual([part.status, part.bytes.toString()], [206, 'PNG']);
assert.equal((await call('GET', new URL(kept.mediaUrl, origin))).status, 401);

// A person sits in the room, sees the customer's next words, and answers.
const seat = await call('POST', `${origin}/livekit/token`, { headers: authorised, body: { room_name: stored.roomName, participant_identity: 'person' } });
assert.ok(seat.json?.participant_token, `no join token: ${seat.status} ${seat.bytes}`);
const listener = fileURLToPath(new URL('../participant/listen.mjs', import.meta.url));
const person = spawn(process.execPath, [listener, '--url', seat.json.server_url, '--token', seat.json.participant_token, '--seconds', '240'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, NODE_ENV: 'production' },
});
try {
  const lines = [];
  createInterface({ input: person.stdout }).on('line', line => lines.push(line));
  await eventually('a person joins the room', async () => lines.includes('joined'));
  await eventually('and is told what was said before', async () =>
    lines.some(line => line.includes('"topic":"lk-chat-topic"') && line.includes(stored.text)));
  const question = `Are you open on ${randomUUID().slice(0, 8)}?`;
  await customerSends({ text: question });
  await eventually('and sees the customer\'s next words', async () =>
    lines.some(line => line.includes('"topic":"lk-chat-topic"') && line.includes(question)));
} finally {
  person.kill();
}
const seated = { authorization: `Bearer ${seat.json.participant_token}` };
const shown = await call('GET', `${origin}/whatsapp/messages/${encodeURIComponent(phone)}`, { headers: seated });
const link = shown.json.find(message => message.whatsappMessageId === picture).mediaUrl;
assert.deepEqual((await call('GET', new URL(link, origin))).bytes, pixel, 'the person\'s link to the picture does not open');
console.log('  and can open the picture by its link');

// The person answers with nothing but the join token.
const spoken = `The person says ${randomUUID().slice(0, 8)}`;
const said = await send(seated, { roomName: stored.roomName, text: spoken });
assert.equal(said.json?.success, true, `the person's answer was answered ${said.status} ${said.bytes}`);
await eventually('the person\'s answer is delivered', async () => ['delivered', 'read'].includes((await row(said.json.whatsappMessageId))?.status));

// We answer; asked again with the same key it is not sent again.
const idempotent = { ...authorised, 'idempotency-key': randomUUID() };
const answer = { phoneNumber: phone, text: `Yes: how can we help? ${randomUUID().slice(0, 8)}` };
const sent = await send(idempotent, answer);
assert.equal(sent.json?.success, true, `the send was answered ${sent.status} ${sent.bytes}`);
assert.equal(sent.json.roomName, stored.roomName);
const again = await call('POST', `${origin}/whatsapp/send`, { headers: idempotent, body: answer });
assert.deepEqual(again.json, sent.json);
const sendsOf = async text => (await call('GET', `${simulator}/simulator/ledger/sends`)).json.items.filter(send => send.body?.text?.body === text);
assert.equal((await sendsOf(answer.text)).length, 1, 'sent not exactly once');
console.log('  our answer reached Meta once');
await eventually('its statuses came home', async () => ['delivered', 'read'].includes((await row(sent.json.whatsappMessageId))?.status));

// A program answers over the topic; the same request twice is one message.
if (process.env.PUBLISH) {
  const command = { type: 'send-message', requestId: randomUUID(), phoneNumber: phone, text: `Your order ${randomUUID().slice(0, 8)} has left.` };
  const record = `${phone}|${JSON.stringify(command)}\n`;
  const published = spawnSync('sh', ['-c', process.env.PUBLISH], { input: record + record, stdio: ['pipe', 'inherit', 'inherit'] });
  assert.equal(published.status, 0, 'could not publish');
  await eventually('a program\'s message over the topic is delivered', async () =>
    (await conversation()).some(message => message.text === command.text && ['delivered', 'read'].includes(message.status)));
  assert.equal((await sendsOf(command.text)).length, 1, 'sent not exactly once');
}

const mine = await call('GET', `${origin}/whatsapp/outbound`, { headers: authorised });
assert.equal(mine.status, 200);
const cancelled = await call('DELETE', `${origin}/whatsapp/outbound/${sent.json.messageId}`, { headers: authorised });
assert.deepEqual([cancelled.status, cancelled.json?.state], [409, 'sent'], 'what is gone cannot be cancelled, and the sender says so');
assert.equal((await call('GET', `${origin}/v3/api-docs`)).json?.openapi?.slice(0, 3), '3.1');

// Nobody comes in without a key or a signature, or anywhere else.
assert.equal((await call('GET', `${origin}/whatsapp/messages/${encodeURIComponent(phone)}`)).status, 401);
assert.equal((await call('POST', `${origin}/whatsapp/webhook`, { body: {} })).status, 401);
assert.equal((await call('POST', `${origin}/whatsapp/webhook`, { body: 'x'.repeat(5_000_000) })).status, 413);
const nowhere = await call('GET', `${origin}/actuator/prometheus`);
assert.equal(nowhere.status, 404);
assert.equal(nowhere.headers.get('content-type'), 'application/problem+json');
console.log('  and strangers stay outside');
