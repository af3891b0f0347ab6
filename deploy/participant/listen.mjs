#!/usr/bin/env node
// A real participant of a LiveKit room that writes down what it hears. Needs `npm ci` here once.
//
// usage: node listen.mjs --url ws://127.0.0.1:7880 (--token JWT | --key KEY --secret SECRET --room ROOM) [options]
//   --token JWT           a ready join token, for example from POST /livekit/token; with key and secret beside it (and its
//                         room and identity) "joined" is exact, else it waits half a second
//   --identity listener   who joins, with key and secret
//   --seconds 30          leave after this long
//   --count 0             leave after that many packets and streams (0: no limit)
//   --out FILE            append the lines there instead of printing them
//   --streams lk.chat,lk.transcription   text stream topics to read (a stream on another topic is lost)
//   --say TEXT            after joining, send TEXT as a text stream on lk.chat; "-" sends each line of standard input
//   --publish 0           1: may publish data (--say asks for it anyway)
//   --hidden 0            1: others do not see it (it still counts and keeps the room open)
//   --metadata JSON       room metadata, if this join creates the room
//
// Prints "joined" once packets are sure to arrive, and "left <n>" at the end; between them one JSON object a line:
//   {"t":ms,"type":"data","topic","text","bytes","from"|null}   a packet; what is not UTF-8 has "base64", not "text"
//   {"t":ms,"type":"stream","topic","text","from","id","attributes"}   a text stream, whole
//   {"t":ms,"type":"room","event","detail"}   connection and metadata changes
// NODE_ENV=production keeps the library from logging to standard output.
// Exit code: 0 seconds or count reached, 2 wrong arguments, 3 could not join, 4 thrown out or server gone.
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import { createInterface } from 'node:readline';
import { DisconnectReason, Room, RoomEvent, dispose } from '@livekit/rtc-node';

const defaults = { identity: 'listener', seconds: '30', count: '0', streams: 'lk.chat,lk.transcription', publish: '0', hidden: '0' };
const options = { ...defaults };
const args = process.argv.slice(2);
for (let i = 0; i < args.length; i += 2) {
  if (!args[i].startsWith('--') || args[i + 1] === undefined) usage(`"${args[i]}" is not an option with a value`);
  options[args[i].slice(2)] = args[i + 1];
}
if (!options.url) usage('--url is missing');
if (!(options.token && !options.secret) && !(options.key && options.secret && options.room)) usage('either --token, or --key, --secret and --room');

const READY = 'participant.ready';
const SETTLED_MS = 500; // without the secret nobody can send us the probe: ten times what was ever lost after connect()
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

const out = options.out ? fs.openSync(options.out, 'a') : 1;
const write = line => fs.writeSync(out, JSON.stringify({ t: Date.now(), ...line }) + '\n');
let count = 0;
let order = Promise.resolve(); // streams may finish out of turn: they are written in the order in which they began
let ready = false;
let leave;
const left = new Promise(resolve => { leave = resolve; });

let code;
const room = new Room();
try {
  listen();
  await room.connect(options.url, options.token ?? joinToken(), { autoSubscribe: true, dynacast: false });
  await (options.secret ? probe() : pause(SETTLED_MS));
  console.log('joined');
  setTimeout(leave, +options.seconds * 1000, 0);
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => leave(0));
  await say();
  code = await left;
} catch (e) {
  console.error(String(e).replace(/eyJ[\w.-]+/g, '<token>').slice(0, 300));
  code = 3;
}
room.removeAllListeners(RoomEvent.Disconnected);
await Promise.race([room.disconnect().catch(() => {}), pause(2000)]);
await dispose();
if (code !== 3) console.log(`left ${count}`);
process.exit(code);

function listen() {
  room.on(RoomEvent.DataReceived, (bytes, from, _kind, topic) => {
    if (topic === READY) ready = true;
    else heard({ type: 'data', topic, ...readable(bytes), bytes: bytes.length, from: from?.identity ?? null });
  });
  for (const topic of options.streams.split(',').filter(Boolean)) room.registerTextStreamHandler(topic, (reader, from) => stream(topic, reader, from));
  room.on(RoomEvent.RoomMetadataChanged, metadata => write({ type: 'room', event: 'metadata', detail: metadata }));
  room.on(RoomEvent.Reconnecting, () => write({ type: 'room', event: 'reconnecting' }));
  room.on(RoomEvent.Reconnected, () => write({ type: 'room', event: 'reconnected' }));
  room.on(RoomEvent.Disconnected, reason => {
    write({ type: 'room', event: 'disconnected', detail: DisconnectReason[reason] ?? String(reason) });
    leave(4);
  });
}

function heard(line) {
  write(line);
  if (++count === +options.count) leave(0);
}

function stream(topic, reader, from) {
  const text = reader.readAll();
  const { streamId: id, attributes = {} } = reader.info;
  text.catch(() => {}); // handled below, when its turn comes
  order = order
    .then(async () => heard({ type: 'stream', topic, text: await text, from: from.identity, id, attributes }))
    .catch(e => write({ type: 'room', event: 'stream failed', detail: String(e) }));
}

function readable(bytes) {
  const buffer = Buffer.from(bytes);
  const text = buffer.toString('utf8');
  return Buffer.from(text, 'utf8').equals(buffer) ? { text } : { base64: buffer.toString('base64') };
}

async function say() {
  if (options.say === undefined) return;
  const send = text => room.localParticipant.sendText(text, { topic: 'lk.chat' });
  if (options.say !== '-') await send(options.say);
  else createInterface({ input: process.stdin }).on('line', send);
}

// connect() returns up to 50 ms before packets arrive: the server sends one to us alone until one came through.
async function probe() {
  const body = JSON.stringify({ room: options.room, data: '', kind: 'RELIABLE', topic: READY, destination_identities: [options.identity] });
  const headers = { 'content-type': 'application/json', authorization: 'Bearer ' + token({ roomAdmin: true, room: options.room }) };
  const http = options.url.replace(/^ws/, 'http').replace(/\/$/, '');
  for (let i = 0; i < 200 && !ready; i++) {
    const answer = await fetch(http + '/twirp/livekit.RoomService/SendData', { method: 'POST', headers, body });
    await answer.arrayBuffer();
    await pause(10);
  }
  if (!ready) throw new Error('connected, but no packet came through');
}

function joinToken() {
  const speaks = options.publish === '1' || options.say !== undefined;
  const grant = { roomJoin: true, room: options.room, canSubscribe: true, canPublish: false, canPublishData: speaks, hidden: options.hidden === '1' };
  return token(grant, {
    sub: options.identity,
    name: options.identity,
    ...(options.metadata ? { roomConfig: { metadata: options.metadata } } : {}),
  });
}

function token(video, more = {}) {
  const now = Math.floor(Date.now() / 1000);
  const part = claims => Buffer.from(JSON.stringify(claims)).toString('base64url');
  const head = part({ alg: 'HS256', typ: 'JWT' }) + '.' + part({ iss: options.key, nbf: now - 5, exp: now + 600, video, ...more });
  return head + '.' + createHmac('sha256', options.secret).update(head).digest('base64url');
}

function usage(what) {
  console.error(`${what}; the head of ${process.argv[1]} lists the options`);
  process.exit(2);
}
