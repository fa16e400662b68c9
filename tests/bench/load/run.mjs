// SPDX-License-Identifier: Apache-2.0
// Measures a node from outside with wrk, and prints tables in Markdown. Wants node and wrk.
//
//   node tests/bench/load/run.mjs build/release/aquifer [transactions …]
//
// Each argument is a size: a chain with so many transactions, each from an account of its own and
// with a log of its own. Without any: 10,000, 100,000 and 1,000,000. The stores lie in TMPDIR: on a
// slow disk they measure the disk, in /dev/shm the node.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
    closeSync,
    fsyncSync,
    mkdtempSync,
    openSync,
    readFileSync,
    rmSync,
    writeSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const [program, ...given] = process.argv.slice(2);
if (program === undefined) {
    console.error('usage: run.mjs PROGRAM [TRANSACTIONS …]');
    process.exit(2);
}
const sizes = given.length > 0 ? given.map(Number) : [10_000, 100_000, 1_000_000];
const script = join(dirname(fileURLToPath(import.meta.url)), 'load.lua');
const kThreads = 2;
const kConnections = 64;
const kSeconds = Number(process.env.AQUIFER_BENCH_SECONDS ?? 3);
const kRounds = Number(process.env.AQUIFER_BENCH_ROUNDS ?? 5);

// ── The program

/// Whatever breaks, nothing goes on running.
const running = new Set();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

async function serve(args) {
    const begun = process.hrtime.bigint();
    const child = spawn(program, ['serve', '--port', '0', ...args], {
        stdio: ['ignore', 'ignore', 'pipe'],
    });
    running.add(child);
    let output = '';
    const port = await new Promise((resolve, reject) => {
        child.stderr.on('data', (chunk) => {
            output += chunk;
            const found = /\blistening\b.*\bport=(\d+)/.exec(output);
            if (found !== null) resolve(found[1]);
        });
        child.on('exit', (code) => reject(new Error(`it ended with ${code}:\n${output}`)));
    });
    const http = `http://127.0.0.1:${port}`;
    await ask(http, 'eth_chainId');
    const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
    const end = async (signal) => {
        const ended = once(child, 'exit');
        child.kill(signal);
        await ended;
        running.delete(child);
    };
    return { http, seconds, pid: child.pid, end };
}

async function ask(http, method, params = []) {
    const response = await fetch(http, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const { result, error } = await response.json();
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
}

const memoryMb = (pid) => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
};
const diskMb = (folder) =>
    Number(execFileSync('du', ['-sm', folder], { encoding: 'utf8' }).split('\t')[0]);

// ── The load

/// One run of wrk. The environment says what it sends (load.lua).
function wrk(http, env, { connections = kConnections, seconds = kSeconds } = {}) {
    const args = ['-t', kThreads, '-c', connections, '-d', `${seconds}s`, '--timeout', '20s'];
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

const median = (numbers) => {
    const sorted = [...numbers].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
};
const whole = (n) => Math.round(n).toLocaleString('en-US');
const ms = (n) => `${n.toFixed(n < 10 ? 2 : 1)} ms`;

/// Medians over the rounds, at full load and at about half of it.
function measure(http, env) {
    const rounds = (more, options) => {
        const runs = Array.from({ length: kRounds }, () => wrk(http, { ...env, ...more }, options));
        const of = (what) => median(runs.map((run) => run[what]));
        return { rate: of('rate'), p50: of('p50'), p99: of('p99') };
    };
    const full = rounds({});
    const alone = rounds({}, { connections: kThreads });
    // Connections that rest on average so long that together they ask half as often.
    const delay = Math.max(1, Math.round((kConnections / (full.rate / 2)) * 1000));
    const half = rounds({ DELAY: delay });
    return { full, alone, half };
}

const kGenerator = '79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798';
const kLido = 'ae7ab96520de3a18e5e111b5eaab095312d7fe84';
const hex = (n, digits) => n.toString(16).padStart(digits, '0');
/// Transaction number n, as in load.lua.
const raw = (n) =>
    `0x02f8aa827a6980808083030d4094${kLido}80b844095ea7b3${'0'.repeat(24)}5e${hex(n, 38)}` +
    `${hex(1, 64)}c080a0${kGenerator}a010${hex(n + 1, 62)}`;

/// Sends so many raw transactions, in batches over a few connections.
async function grow(http, count) {
    const kBatch = 200;
    let next = 0;
    const sender = async () => {
        while (next < count) {
            const from = next;
            next = Math.min(count, from + kBatch);
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
            if (text.includes('"error"')) throw new Error(text.slice(0, 300));
        }
    };
    await Promise.all(Array.from({ length: 8 }, sender));
}

/// One transaction a request. `first` is the first that the chain has not seen.
function measureRaw(http, first) {
    const runs = [];
    for (let next = first; runs.length < kRounds; ) {
        runs.push(wrk(http, { KIND: 'raw', FIRST: next }));
        // Some were on their way when the run ended.
        next += runs.at(-1).requests + 10_000;
    }
    const of = (what) => median(runs.map((run) => run[what]));
    return { rate: of('rate'), p50: of('p50'), p99: of('p99') };
}

function print(title, head, rows) {
    console.log(`\n${title}\n`);
    console.log(`| ${head.join(' | ')} |\n|${head.map(() => '---').join('|')}|`);
    for (const row of rows) console.log(`| ${row.join(' | ')} |`);
}

/// The median time in ms until a page written to a file there is on disk.
function syncMs(folder) {
    const times = [];
    const file = openSync(join(folder, 'sync'), 'w');
    for (let i = 0; i < 101; ++i) {
        const begun = process.hrtime.bigint();
        writeSync(file, Buffer.alloc(4096, i));
        fsyncSync(file);
        times.push(Number(process.hrtime.bigint() - begun) / 1e6);
    }
    closeSync(file);
    rmSync(join(folder, 'sync'));
    return median(times);
}

// ── What is measured

console.log(`machine: ${cpus().length} × ${cpus()[0].model}, load and node share it`);
console.log(
    `wrk, ${kThreads} threads, ${kConnections} connections, medians of ${kRounds} runs of ${kSeconds} s`,
);

const starts = [];
for (let i = 0; i < 2 * kRounds + 1; ++i) {
    const fresh = await serve([]);
    starts.push(fresh.seconds);
    await fresh.end('SIGTERM');
}
console.log(`\nstart of a fresh chain to its first answer: ${ms(1000 * median(starts))}`);

{
    const node = await serve([]);
    const { rate, p50, p99 } = measureRaw(node.http, 0);
    console.log(
        `\`eth_sendRawTransaction\` without a store: ${whole(rate)} a second, ` +
            `p50 ${ms(p50)}, p99 ${ms(p99)}`,
    );
    await node.end('SIGTERM');
}

const kRaw = '`eth_sendRawTransaction`, each on disk before its answer';
const kinds = [
    ['call', '`eth_call`, stETH `balanceOf`'],
    ['balance', '`eth_getBalance`'],
    ['logs', '`eth_getLogs`, one log of all'],
    ['range', '`eth_getLogs`, all of one block'],
];

for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'aquifer-load-'));
    try {
        console.log(`\nthe store's disk takes ${syncMs(folder).toFixed(3)} ms to keep a page`);
        let node = await serve(['--db', join(folder, 'chain'), '--set', 'limits.log_range_blocks=1000000000']);
        const begun = process.hrtime.bigint();
        await grow(node.http, size);
        const grown = Number(process.hrtime.bigint() - begun) / 1e9;
        const head = Number(await ask(node.http, 'eth_blockNumber'));
        const rows = [];
        for (const [kind, name] of kinds) {
            const { full, alone, half } = measure(node.http, {
                KIND: kind,
                FIRST: size,
                HEAD: head,
            });
            rows.push([
                name,
                whole(full.rate),
                ms(full.p50),
                ms(full.p99),
                whole(half.rate),
                ms(half.p50),
                ms(half.p99),
                ms(alone.p50),
            ]);
        }
        const { rate, p50, p99 } = measureRaw(node.http, size);
        rows.push([kRaw, whole(rate), ms(p50), ms(p99), '', '', '', '']);
        const memory = memoryMb(node.pid);
        await node.end('SIGKILL');
        const disk = diskMb(folder);
        const restarts = [];
        for (let i = 0; i < 3; ++i) {
            node = await serve(['--db', join(folder, 'chain')]);
            restarts.push(node.seconds);
            await node.end(i < 2 ? 'SIGKILL' : 'SIGTERM');
        }
        node = await serve(['--db', join(folder, 'chain')]);
        const after = node.seconds;
        await node.end('SIGKILL');
        print(
            `${whole(size)} transactions, accounts and logs in ${whole(head - 25_900_000)} blocks`,
            ['request', 'a second', 'p50', 'p99', 'at about half load', 'p50', 'p99', 'p50 alone'],
            rows,
        );
        console.log(
            `\ngrown in batches of 200 at ${whole(size / grown)} transactions a second; ` +
                `${whole(memory)} MB of memory, ${whole(disk)} MB on disk; ` +
                `start after SIGKILL ${ms(1000 * median(restarts))}, after a stop ${ms(1000 * after)}`,
        );
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
