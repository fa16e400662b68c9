// SPDX-License-Identifier: Apache-2.0
// Measures a node from outside, and prints tables in Markdown. Wants node and wrk.
//
//   node tests/bench/load/run.mjs build/bench/aquifer build/bench/bench/chain_bench [ACCOUNTS …]
//
// Each size is a chain on which so many accounts have done ten transactions each (chain_bench.cpp
// says which). Without any: 10,000 and 100,000. The stores lie in TMPDIR: on a slow disk they
// measure the disk, in /dev/shm the node. A million accounts take 13 GB there.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

import { median, ms, print, seconds, whole } from './format.mjs';
import { ask, diskMb, grow, memoryMb, serve, stateMb, syncMs } from './program.mjs';
import { measureJumps, measureReads } from './reads.mjs';
import { kConnections, kRounds, kSeconds, kThreads, measure, measureRaw, sendBatches } from './wrk.mjs';

const [program, loader, ...given] = process.argv.slice(2);
if (loader === undefined) {
    console.error('usage: run.mjs PROGRAM LOADER [ACCOUNTS …]');
    process.exit(2);
}
const sizes = given.length > 0 ? given.map(Number) : [10_000, 100_000];

const kKinds = [
    ['call', '`eth_call`, stETH `balanceOf`'],
    ['balance', '`eth_getBalance`'],
    ['logs', '`eth_getLogs`, transfers of stETH to one account'],
    ['range', '`eth_getLogs`, all of one block'],
];
const load = () => `load average ${loadavg()[0].toFixed(1)}`;

// ── Without a chain

async function measureFresh() {
    const starts = [];
    for (let i = 0; i < 2 * kRounds + 1; ++i) {
        const fresh = await serve(program, []);
        starts.push(fresh.seconds);
        await fresh.end('SIGTERM');
    }
    console.log(`\nstart of a fresh chain to its first answer: ${ms(1000 * median(starts))}`);
    const node = await serve(program, []);
    const { rate, p50, p99 } = measureRaw(node.http, 0);
    console.log(
        `\`eth_sendRawTransaction\` without a store: ${whole(rate)} a second, ` +
            `p50 ${ms(p50)}, p99 ${ms(p99)}`,
    );
    await node.end('SIGTERM');
}

// ── On a chain

/// Started as often as there are rounds on what a killed node has left.
async function measureRestarts(folder) {
    const wall = [];
    const processor = [];
    for (let i = 0; i < kRounds; ++i) {
        const node = await serve(program, ['--db', folder]);
        wall.push(node.seconds);
        processor.push(node.processor);
        await node.end('SIGKILL');
    }
    return `${seconds(median(wall))} (${seconds(median(processor))} of the processor)`;
}

function measureLoad(node, accounts, head) {
    return kKinds.map(([kind, name]) => {
        const { full, alone, half } = measure(node.http, { KIND: kind, FIRST: accounts, HEAD: head });
        return [
            name,
            whole(full.rate),
            ms(full.p50),
            ms(full.p99),
            whole(half.rate),
            ms(half.p50),
            ms(half.p99),
            ms(alone.p50),
        ];
    });
}

/// Ends with a stop and one more start.
async function measureStop(node, folder) {
    const begun = process.hrtime.bigint();
    await node.end('SIGTERM');
    const stop = Number(process.hrtime.bigint() - begun) / 1e9;
    const again = await serve(program, ['--db', folder]);
    await again.end('SIGKILL');
    return [
        ['a stop, which writes the state', `${seconds(stop)}, ${whole(stateMb(folder))} MB`],
        ['start after it', `${seconds(again.seconds)} (${seconds(again.processor)} of the processor)`],
    ];
}

async function measureSize(accounts) {
    const place = mkdtempSync(join(tmpdir(), 'aquifer-load-'));
    const folder = join(place, 'chain');
    try {
        console.log(`\nthe store's disk takes ${syncMs(place).toFixed(3)} ms to keep a page, ${load()}`);
        const grown = await grow(loader, accounts, folder);
        const rows = [
            ['transactions, logs', `${whole(grown.transactions)}, ${whole(grown.logs)}`],
            ['grown in process, a second', whole(grown.transactions / grown.seconds)],
            ['… its first tenth, its last', `${whole(grown.first_rate)}, ${whole(grown.last_rate)}`],
            ['on disk', `${whole(diskMb(folder))} MB`],
            ['… its longest commit', ms(1000 * grown.longest_commit)],
            ['start after SIGKILL', await measureRestarts(folder)],
        ];
        const node = await serve(program, ['--db', folder]);
        rows.push(['memory after the start', `${whole(memoryMb(node.pid))} MB`]);
        const head = Number(await ask(node.http, 'eth_blockNumber'));
        rows.push(...(await measureReads(node.http, accounts)));
        const requests = measureLoad(node, accounts, head);
        const { rate, p50, p99, next } = measureRaw(node.http, accounts);
        const kRaw = '`eth_sendRawTransaction`, each on disk before its answer';
        requests.push([kRaw, whole(rate), ms(p50), ms(p99), '', '', '', '']);
        const batches = await sendBatches(node.http, next, 20_000);
        rows.push(['raw transactions in batches of 200, a second', whole(batches)]);
        rows.push(...(await measureJumps(node.http)));
        rows.push(['memory after all this', `${whole(memoryMb(node.pid))} MB`]);
        rows.push(...(await measureStop(node, folder)));
        print(
            `${whole(accounts)} accounts, ${whole(grown.transactions)} transactions, ` +
                `${whole(grown.logs)} logs; ${load()}:`,
            ['request', 'a second', 'p50', 'p99', 'at about half load', 'p50', 'p99', 'p50 alone'],
            requests,
        );
        return rows;
    } finally {
        rmSync(place, { recursive: true, force: true });
    }
}

console.log(`machine: ${cpus().length} × ${cpus()[0].model}, load and node share it, ${load()}`);
console.log(
    `wrk, ${kThreads} threads, ${kConnections} connections, medians of ${kRounds} runs of ${kSeconds} s`,
);
await measureFresh();
const columns = [];
for (const size of sizes) {
    columns.push(await measureSize(size));
    // After each, because the next may take an hour.
    print(
        'How cost grows:',
        ['', ...sizes.slice(0, columns.length).map((each) => `${whole(each)} accounts`)],
        columns[0].map(([name], row) => [name, ...columns.map((column) => column[row][1])]),
    );
}
