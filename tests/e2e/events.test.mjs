// SPDX-License-Identifier: Apache-2.0
// viem: logs by their arguments, and news over WebSocket and over HTTP.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createPublicClient, getAbiItem, http, parseEther, webSocket } from 'viem';
import { abi, at, contract, kZero } from './abi.mjs';
import { accounts, stage } from './clients.mjs';

const [alice, bob, carol] = accounts;
const kPatience = { timeout: 200_000 };
let s;
let live;

before(async () => {
    s = await stage();
    live = createPublicClient({
        chain: s.chain,
        transport: webSocket(s.server.ws, { reconnect: false }),
    });
    await s.submit(alice, parseEther('10'));
});
after(async () => {
    if (live !== undefined) (await live.transport.getRpcClient()).close();
    await s?.server.stop();
});

/// Waits for `count` things from a watcher; `act` makes them happen once it is `ready`.
async function watched(watch, count, ready, act) {
    const seen = [];
    let unwatch;
    const all = new Promise((resolve, reject) => {
        unwatch = watch({
            add(things) {
                seen.push(...things);
                if (seen.length >= count) resolve();
            },
            onError: reject,
        });
    });
    try {
        await ready();
        await act();
        await all;
    } finally {
        unwatch();
    }
    return seen;
}

/// The client on the WebSocket, and a promise of its next subscription.
function subscribing() {
    const { transport } = live;
    const { subscribe } = transport;
    const begun = new Promise((resolve, reject) => {
        transport.subscribe = async (...asked) => {
            transport.subscribe = subscribe;
            try {
                const subscription = await subscribe(...asked);
                resolve();
                return subscription;
            } catch (error) {
                reject(error);
                throw error;
            }
        };
    });
    return { client: live, ready: () => begun };
}

/// A client that polls, and a promise of its first answer to a method.
function polling(method) {
    let answered;
    const ready = new Promise((resolve) => {
        answered = resolve;
    });
    let asked = false;
    const transport = http(s.server.http, {
        onFetchRequest: async (request) => {
            asked ||= (await request.clone().text()).includes(method);
        },
        onFetchResponse: () => {
            if (asked) answered();
        },
    });
    const client = createPublicClient({ chain: s.chain, transport, pollingInterval: 20 });
    return { client, ready: () => ready };
}

for (const [name, watcher] of [
    ['WebSocket', subscribing],
    ['HTTP, by polling', polling],
]) {
    test(`events of a contract arrive over ${name}`, kPatience, async () => {
        const { client, ready } = watcher('eth_newFilter');
        const logs = await watched(
            ({ add, onError }) =>
                client.watchContractEvent({
                    ...contract('lido'),
                    eventName: 'Transfer',
                    args: { from: alice.address },
                    pollingInterval: 20,
                    onLogs: add,
                    onError,
                }),
            2,
            ready,
            async () => {
                await s.send(alice, 'lido', 'transfer', [bob.address, 5n]);
                await s.send(bob, 'lido', 'transfer', [alice.address, 1n]);
                await s.send(alice, 'lido', 'transfer', [carol.address, 7n]);
            },
        );
        assert.deepEqual(
            logs.map((log) => log.args),
            [
                { from: alice.address, to: bob.address, value: 5n },
                { from: alice.address, to: carol.address, value: 7n },
            ],
        );
        assert.equal(logs[0].address.toLowerCase(), at.lido.toLowerCase());
        assert.equal(logs[0].removed, false);
    });

    test(`blocks arrive in order over ${name}`, kPatience, async () => {
        const first = await s.pub.getBlockNumber({ cacheTime: 0 });
        const { client, ready } = watcher('eth_getBlockByNumber');
        const blocks = await watched(
            ({ add, onError }) =>
                client.watchBlocks({
                    emitMissed: true,
                    pollingInterval: 20,
                    onBlock: (block) => add([block]),
                    onError,
                }),
            3,
            ready,
            async () => {
                for (let i = 0; i < 3; ++i) await s.test.mine({ blocks: 1 });
            },
        );
        const news = blocks.filter((block) => block.number > first);
        for (const [i, block] of news.entries()) {
            if (i > 0) assert.equal(block.number, news[i - 1].number + 1n);
            if (i > 0) assert.equal(block.parentHash, news[i - 1].hash);
        }
        assert.ok(news.length >= 2);
    });
}

test('transactions are told when they arrive', kPatience, async () => {
    let sent;
    const { ready } = subscribing();
    const hashes = await watched(
        ({ add, onError }) => live.watchPendingTransactions({ onTransactions: add, onError }),
        1,
        ready,
        async () => {
            sent = await s.walletOf(alice).sendTransaction({ to: bob.address, value: 1n });
        },
    );
    assert.deepEqual(hashes, [sent]);
});

test('logs are found by address, event, arguments and range', async () => {
    const from = await s.pub.getBlockNumber({ cacheTime: 0 });
    for (const [to, amount] of [
        [bob, 100n],
        [carol, 200n],
        [bob, 300n],
    ]) {
        await s.send(alice, 'lido', 'transfer', [to.address, amount]);
    }
    const transfer = getAbiItem({ abi: abi.lido, name: 'Transfer' });
    const range = { fromBlock: from + 1n, toBlock: 'latest' };
    const values = async (args) =>
        (await s.pub.getLogs({ address: at.lido, event: transfer, args, ...range })).map(
            (log) => log.args.value,
        );
    assert.deepEqual(await values({ from: alice.address }), [100n, 200n, 300n]);
    assert.deepEqual(await values({ to: bob.address }), [100n, 300n]);
    assert.deepEqual(await values({ to: [bob.address, carol.address] }), [100n, 200n, 300n]);
    assert.deepEqual(await values({ from: kZero }), []);
    const all = await s.pub.getLogs({
        events: abi.lido.filter((item) => item.type === 'event'),
        fromBlock: from + 2n,
        toBlock: from + 2n,
    });
    assert.deepEqual(
        all.map((log) => [log.eventName, log.logIndex, log.transactionIndex]),
        [
            ['Transfer', 0, 0],
            ['TransferShares', 1, 0],
        ],
    );
    const { hash: blockHash } = await s.pub.getBlock({ blockNumber: from + 3n });
    const inBlock = await s.pub.getContractEvents({
        ...contract('lido'),
        eventName: 'TransferShares',
        blockHash,
    });
    assert.deepEqual(
        inBlock.map((log) => log.args.sharesValue),
        [300n],
    );
});

test('a filter answers what is new since it was asked, and is gone when removed', async () => {
    const filter = await s.pub.createContractEventFilter({
        ...contract('lido'),
        eventName: 'Transfer',
    });
    await s.send(alice, 'lido', 'transfer', [bob.address, 11n]);
    const first = await s.pub.getFilterChanges({ filter });
    assert.deepEqual(
        first.map((log) => log.args.value),
        [11n],
    );
    assert.deepEqual(await s.pub.getFilterChanges({ filter }), []);
    assert.equal(await s.pub.uninstallFilter({ filter }), true);
    await assert.rejects(s.pub.getFilterChanges({ filter }));
});
