// SPDX-License-Identifier: Apache-2.0
// The load: runs of wrk, and raw transactions in batches.
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { median } from './format.mjs';
import { answerTo } from './program.mjs';

const script = join(dirname(fileURLToPath(import.meta.url)), 'load.lua');
export const kThreads = 2;
export const kConnections = 64;
export const kSeconds = Number(process.env.AQUIFER_BENCH_SECONDS ?? 3);
export const kRounds = Number(process.env.AQUIFER_BENCH_ROUNDS ?? 3);

/// One run of wrk. The environment says what it sends (load.lua).
function wrk(http, env, connections = kConnections) {
    const args = ['-t', kThreads, '-c', connections, '-d', `${kSeconds}s`, '--timeout', '20s'];
    const text = execFileSync('wrk', [...args.map(String), '-s', script, http], {
        encoding: 'utf8',
        env: {
            ...process.env,
            THREADS: String(kThreads),
            ...Object.fromEntries(Object.entries(env).map(([k, v]) => [k, String(v)])),
        },
    });
    const result = JSON.parse(/^RESULT (.*)$/m.exec(text)[1]);
    if (result.failed > 0) throw new Error(`${env.KIND}: ${result.failed} requests failed`);
    return { ...result, rate: result.requests / result.seconds };
}

function medians(runs) {
    const of = (what) => median(runs.map((run) => run[what]));
    return { rate: of('rate'), p50: of('p50'), p99: of('p99') };
}

/// Medians over the rounds: at full load, of two connections, and at about half load.
export function measure(http, env) {
    const rounds = (more, connections) =>
        medians(Array.from({ length: kRounds }, () => wrk(http, { ...env, ...more }, connections)));
    const full = rounds({});
    const alone = rounds({}, kThreads);
    // Connections that rest on average so long that together they ask half as often.
    const delay = Math.max(1, Math.round((kConnections / (full.rate / 2)) * 1000));
    return { full, alone, half: rounds({ DELAY: delay }) };
}

/// One transaction a request. `first` is the first that the chain has not seen; what comes after
/// the last one is answered, too.
export function measureRaw(http, first) {
    const runs = [];
    let next = first;
    while (runs.length < kRounds) {
        runs.push(wrk(http, { KIND: 'raw', FIRST: next }));
        // Some were on their way when the run ended.
        next += runs.at(-1).requests + 10_000;
    }
    return { ...medians(runs), next };
}

const kGenerator = '79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798';
const kLido = 'ae7ab96520de3a18e5e111b5eaab095312d7fe84';
const hex = (n, digits) => n.toString(16).padStart(digits, '0');
/// Transaction number n, as in load.lua.
const raw = (n) =>
    `0x02f8aa827a6980808083030d4094${kLido}80b844095ea7b3${'0'.repeat(24)}5e${hex(n, 38)}` +
    `${hex(1, 64)}c080a0${kGenerator}a010${hex(n + 1, 62)}`;

/// Sends so many raw transactions, 200 a batch over 8 connections; how many a second.
export async function sendBatches(http, first, count) {
    const kBatch = 200;
    const end = first + count;
    let next = first;
    const sender = async () => {
        while (next < end) {
            const from = next;
            next = Math.min(end, from + kBatch);
            const batch = Array.from({ length: next - from }, (_, i) => ({
                jsonrpc: '2.0',
                id: i,
                method: 'eth_sendRawTransaction',
                params: [raw(from + i)],
            }));
            const response = await fetch(http, {
                method: 'POST',
                headers: { 'content-type': 'application/json' },
                body: JSON.stringify(batch),
            });
            const text = await response.text();
            const wrong = text.indexOf('"error"');
            if (wrong >= 0) throw new Error(`in a batch: ${text.slice(wrong, wrong + 300)}`);
        }
    };
    const begun = process.hrtime.bigint();
    await Promise.all(Array.from({ length: 8 }, sender));
    return count / (Number(process.hrtime.bigint() - begun) / 1e9);
}

/// How long others wait while one asks: the longest answer to `eth_getBalance`, over connections
/// of its own, until all of what is asked for is there.
export async function waitOfOthers(http, asked) {
    let done = false;
    let longest = 0;
    const other = async () => {
        while (!done) {
            const begun = process.hrtime.bigint();
            await answerTo(http, 'eth_getBalance', [`0x${kLido}`, 'latest']);
            longest = Math.max(longest, Number(process.hrtime.bigint() - begun) / 1e6);
        }
    };
    const others = Array.from({ length: 8 }, other);
    await asked();
    done = true;
    await Promise.all(others);
    return longest;
}
