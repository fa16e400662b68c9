// SPDX-License-Identifier: Apache-2.0
// The process is killed at random moments while clients send; what was acknowledged must be there
// after the restart. Twenty times on one folder; tests/crash does it hundreds of times in process.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { encodeFunctionData } from 'viem';
import { abi, at, kZero } from './abi.mjs';
import { accounts } from './clients.mjs';
import { ask, serve } from './server.mjs';

const kKills = 20;
const kClients = accounts.slice(0, 4);
const kWei = 1_000n;
const kSubmit = encodeFunctionData({ abi: abi.lido, functionName: 'submit', args: [kZero] });
const seed = Number(process.env.AQUIFER_KILL_SEED ?? 1);

/// Marsaglia's xorshift, so that a failure can be tried again.
function random(state) {
    let x = state >>> 0 || 1;
    return (below) => {
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
        return (x >>> 0) % below;
    };
}

/// Sends one transaction after another until the node is gone, and gives `take` each hash that is
/// answered.
async function sendUntilKilled(http, account, take) {
    try {
        let nonce = Number(await ask(http, 'eth_getTransactionCount', [account.address, 'latest']));
        for (;; ++nonce) {
            const raw = await account.signTransaction({
                chainId: 31_337,
                type: 'eip1559',
                nonce,
                gas: 200_000n,
                to: at.lido,
                value: kWei,
                data: kSubmit,
                maxFeePerGas: 0n,
                maxPriorityFeePerGas: 0n,
            });
            take(await ask(http, 'eth_sendRawTransaction', [raw]));
        }
    } catch (error) {
        // A node that answers an error has not been killed.
        if (error.code < 0) throw error;
    }
}

/// Lets the clients send, and kills the node a moment after so many were acknowledged.
async function killAmid(server, { answers, milliseconds }) {
    const acknowledged = [];
    let enough;
    const reached = new Promise((resolve) => {
        enough = resolve;
    });
    const take = (hash) => {
        acknowledged.push(hash);
        if (acknowledged.length >= answers) enough();
    };
    const clients = Promise.all(
        kClients.map((account) => sendUntilKilled(server.http, account, take)),
    );
    await Promise.race([reached, clients]);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await server.kill();
    await clients;
    assert.ok(acknowledged.length >= answers, 'the node ended before it was killed');
    return acknowledged;
}

async function expectAll(http, hashes) {
    for (const hash of hashes) {
        const receipt = await ask(http, 'eth_getTransactionReceipt', [hash]);
        assert.notEqual(receipt, null, `${hash} was acknowledged and is lost`);
        assert.equal(receipt.status, '0x1');
        const transaction = await ask(http, 'eth_getTransactionByHash', [hash]);
        assert.equal(transaction.blockHash, receipt.blockHash);
    }
}

/// Every block names the one before it, and the state is what the transactions made it.
async function expectWhole(http) {
    let sent = 0n;
    for (const { address } of kClients) {
        sent += BigInt(await ask(http, 'eth_getTransactionCount', [address, 'latest']));
    }
    const total = await ask(http, 'eth_call', [
        { to: at.lido, data: encodeFunctionData({ abi: abi.lido, functionName: 'getTotalShares' }) },
        'latest',
    ]);
    // One ether of shares was there from the start, and a share is worth a wei.
    assert.equal(BigInt(total), 10n ** 18n + sent * kWei);
    let block = await ask(http, 'eth_getBlockByNumber', ['latest', false]);
    for (let i = 0; i < 100 && BigInt(block.number) > 25_900_000n; ++i) {
        const parent = await ask(http, 'eth_getBlockByHash', [block.parentHash, false]);
        assert.equal(BigInt(parent.number), BigInt(block.number) - 1n);
        block = parent;
    }
    return sent;
}

const kTitle = `no acknowledged transaction is lost in ${kKills} kills (seed ${seed})`;
test(kTitle, { timeout: 500_000 }, async () => {
    const below = random(seed);
    const folder = await mkdtemp(join(tmpdir(), 'aquifer-kill-'));
    try {
        const acknowledged = [];
        for (let kill = 0; kill < kKills; ++kill) {
            const server = await serve(['--db', folder]);
            await expectAll(server.http, acknowledged.slice(-200));
            const moment = { answers: 1 + below(40), milliseconds: below(20) };
            acknowledged.push(...(await killAmid(server, moment)));
        }
        const server = await serve(['--db', folder]);
        await expectAll(server.http, acknowledged);
        const sent = await expectWhole(server.http);
        // What was sent without an answer may be there too, one at most for each client and kill.
        assert.ok(sent >= BigInt(acknowledged.length));
        assert.ok(sent <= BigInt(acknowledged.length + kKills * kClients.length));
        await server.stop();
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
});
