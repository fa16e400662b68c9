// SPDX-License-Identifier: Apache-2.0
// The season of `--demo` is the same each time, stays when it is kept in a folder, and goes on: after
// a stop, after SIGKILL, and after SIGKILL amid its making, as if nothing had happened.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeFunctionResult, encodeFunctionData, parseAbi } from 'viem';
import { at } from './abi.mjs';
import { ask, program, serve } from './server.mjs';

const abi = parseAbi([
    'function getDistributionRootsLength() view returns (uint256)',
    'function getLastProcessingRefSlot() view returns (uint256)',
]);

/// All that a chain is.
async function look({ http }) {
    const block = await ask(http, 'eth_getBlockByNumber', ['latest', false]);
    const state = await ask(http, 'aquifer_stateHash');
    return { number: BigInt(block.number), hash: block.hash, state };
}
async function read({ http }, to, functionName) {
    const data = encodeFunctionData({ abi, functionName });
    const answer = await ask(http, 'eth_call', [{ to, data }, 'latest']);
    return decodeFunctionResult({ abi, functionName, data: answer });
}
/// Six hours at a time: the roles look at the chain every four.
async function live({ http }, days) {
    for (let i = 0; i < 4 * days; ++i) await ask(http, 'aquifer_wait', [{ seconds: 21_600 }]);
}
async function inFolder(body) {
    const folder = await mkdtemp(join(tmpdir(), 'aquifer-demo-'));
    try {
        await body(['--demo', '--db', folder]);
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

test('the same seed brings the same chain, another seed another', async () => {
    const seen = [];
    for (const args of [[], [], ['--set', 'autopilot.seed=2']]) {
        const server = await serve(['--demo', ...args]);
        seen.push(await look(server));
        await server.stop();
    }
    assert.deepEqual(seen[0], seen[1]);
    assert.notEqual(seen[0].hash, seen[2].hash);
    // Sixty days of blocks twelve seconds apart.
    assert.equal(seen[0].number, 25_900_000n + 60n * 7_200n + 1n);
});

test('a demo in a folder goes on after stops and kills as without', { timeout: 300_000 }, async () => {
    const steady = await serve(['--demo']);
    await inFolder(async (args) => {
        let server = await serve(args);
        assert.deepEqual(await look(server), await look(steady));
        for (const [days, end] of [[0, 'kill'], [3, 'stop'], [5, 'kill'], [2, 'kill']]) {
            await live(server, days);
            await live(steady, days);
            const before = await look(server);
            await server[end]();
            server = await serve(args);
            assert.deepEqual(await look(server), before);
            assert.deepEqual(before, await look(steady));
        }
        // And it is a life: reports and roots went on.
        const reported = await read(server, at.accountingOracle, 'getLastProcessingRefSlot');
        const roots = await read(server, at.rewardsCoordinator, 'getDistributionRootsLength');
        await live(server, 8);
        assert.ok((await read(server, at.rewardsCoordinator, 'getDistributionRootsLength')) > roots);
        // A frame is 225 epochs of 32 slots; the last day's may not be final yet.
        const since = await read(server, at.accountingOracle, 'getLastProcessingRefSlot');
        assert.ok(since >= reported + 7n * 225n * 32n);
        await server.stop();
    });
    await steady.stop();
});

test('a demo that is killed while it is made is made anew', async () => {
    const steady = await serve(['--demo']);
    const expected = await look(steady);
    await steady.stop();
    for (const milliseconds of [50, 400, 900]) {
        await inFolder(async (args) => {
            const child = spawn(program, ['serve', '--port', '0', ...args], { stdio: 'ignore' });
            const ended = once(child, 'exit');
            await new Promise((resolve) => setTimeout(resolve, milliseconds));
            child.kill('SIGKILL');
            await ended;
            const server = await serve(args);
            assert.deepEqual(await look(server), expected);
            await server.stop();
        });
    }
});
