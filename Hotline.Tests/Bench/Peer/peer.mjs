// The peer of `bench`: BullMQ as its users run it. An order a line on standard input, an answer a line on standard output.
import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Queue, Worker } from 'bullmq';

const connection = () => ({ host: '127.0.0.1', port: Number(process.env.PEER_PORT), password: process.env.PEER_PASSWORD, maxRetriesPerRequest: null });
const now = () => Number(process.hrtime.bigint()) / 1e6;
const kept = { removeOnComplete: true };

// Prioritised add and process, both with `concurrency` at a time. Answer: seconds until the last one is processed.
async function lifecycle({ count, concurrency }) {
  const name = `lifecycle-${process.pid}-${now()}`;
  const queue = new Queue(name, { connection: connection() });
  await queue.waitUntilReady();
  let done = 0;
  let finish;
  const all = new Promise(resolve => { finish = resolve; });
  const worker = new Worker(name, async () => {}, { connection: connection(), concurrency });
  await worker.waitUntilReady();
  worker.on('completed', () => { if (++done === count) finish(); });
  const from = now();
  let next = 0;
  const add = async () => {
    while (next < count) {
      const number = next++;
      await queue.add('contact', { contact: number }, { priority: 1 + (number % 4), ...kept });
    }
  };
  await Promise.all([...Array.from({ length: concurrency }, add), all]);
  const seconds = (now() - from) / 1000;
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  return { seconds };
}

// Open loop: `rate` a second whatever happens to those before. Answer: milliseconds from add to processor, each.
async function latency({ rate, seconds, concurrency }) {
  const name = `latency-${process.pid}-${now()}`;
  const queue = new Queue(name, { connection: connection() });
  await queue.waitUntilReady();
  const waits = [];
  let finish;
  const count = Math.round(rate * seconds);
  const all = new Promise(resolve => { finish = resolve; });
  const worker = new Worker(name, async job => {
    waits.push(now() - job.data.at);
    if (waits.length === count) finish();
  }, { connection: connection(), concurrency });
  await worker.waitUntilReady();
  const from = now();
  for (let sent = 0; sent < count;) {
    const due = Math.min(count, Math.floor((now() - from) * rate / 1000) + 1);
    for (; sent < due; sent++) queue.add('contact', { at: now() }, { priority: 1 + (sent % 4), ...kept });
    await new Promise(resolve => setTimeout(resolve, 1));
  }
  await all;
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  return { waits };
}

// A worker of its own process takes a job and is killed; a second worker stands by. Answer: seconds from the kill until it runs again, each.
async function stalled({ times, lockDuration, stalledInterval }) {
  const options = { ...(lockDuration ? { lockDuration } : {}), ...(stalledInterval ? { stalledInterval } : {}) };
  return { seconds: await Promise.all(Array.from({ length: times }, (_, number) => stalledOnce(`stalled-${process.pid}-${now()}-${number}`, options))) };
}

async function stalledOnce(name, options) {
  const queue = new Queue(name, { connection: connection() });
  await queue.add('contact', {}, { priority: 1, ...kept });
  const victim = spawn(process.execPath, [fileURLToPath(import.meta.url), 'victim', name, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise(resolve => victim.stdout.once('data', resolve));
  let again;
  const taken = new Promise(resolve => { again = resolve; });
  const second = new Worker(name, async () => again(now()), { connection: connection(), concurrency: 100, ...options });
  await second.waitUntilReady();
  const killed = now();
  victim.kill('SIGKILL');
  const seconds = (await taken - killed) / 1000;
  await second.close();
  await queue.obliterate({ force: true });
  await queue.close();
  return seconds;
}

if (process.argv[2] === 'victim') {
  new Worker(process.argv[3], () => { process.stdout.write('taken\n'); return new Promise(() => {}); }, { connection: connection(), concurrency: 100, ...JSON.parse(process.argv[4]) });
} else {
  const orders = { lifecycle, latency, stalled };
  for await (const line of createInterface({ input: process.stdin })) {
    const { order, ...rest } = JSON.parse(line);
    try {
      process.stdout.write(JSON.stringify(await orders[order](rest)) + '\n');
    } catch (failed) {
      process.stdout.write(JSON.stringify({ failed: String(failed) }) + '\n');
    }
  }
  process.exit(0);
}
