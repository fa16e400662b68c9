// SPDX-License-Identifier: Apache-2.0
// JSON-RPC by hand: what is malformed, forged, replayed or unknown gets the error that says so.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import {
    concat,
    decodeFunctionResult,
    encodeFunctionData,
    keccak256,
    multicall3Abi,
    parseEther,
    serializeTransaction,
    toHex,
} from 'viem';
import { WebSocket } from 'ws';
import { at } from './abi.mjs';
import { accounts } from './clients.mjs';
import { ask, serve } from './server.mjs';

const [alice, bob] = accounts;
let server;

before(async () => {
    server = await serve();
});
after(() => server?.stop());

/// What comes back for a body, whatever it is.
async function post(body, headers = {}) {
    const response = await fetch(server.http, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
}
const call = (method, params, id = 1) => ({ jsonrpc: '2.0', id, method, params });
const answer = async (method, params) =>
    (await post(JSON.stringify(call(method, params)))).json;

const plain = { chainId: 31_337, type: 'eip1559', gas: 21_000n, to: bob.address, value: 1n };
const sign = (nonce, more = {}, account = alice) =>
    account.signTransaction({ ...plain, nonce, maxFeePerGas: 0n, maxPriorityFeePerGas: 0n, ...more });
const send = (raw) => answer('eth_sendRawTransaction', [raw]);
const nonceOf = async (account) =>
    Number(await ask(server.http, 'eth_getTransactionCount', [account.address, 'latest']));

test('malformed JSON is a parse error', async () => {
    for (const body of ['{', '', 'x', '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"', '[1,]']) {
        const { json } = await post(body);
        assert.equal(json.error.code, -32700, body);
        assert.equal(json.id, null);
    }
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const { json } = await post(deep);
    assert.ok(json.error.code === -32700 || json.error.code === -32600);
});

test('what is JSON but no request is an invalid request', async () => {
    for (const body of ['1', '"eth_chainId"', 'null', '[]', '{}', '{"id":1,"method":7}']) {
        const { json } = await post(body);
        assert.equal((Array.isArray(json) ? json[0] : json).error.code, -32600, body);
    }
});

test('a batch is answered in one array, notifications are not answered', async () => {
    const { json } = await post(
        JSON.stringify([
            call('eth_chainId', [], 'a'),
            { jsonrpc: '2.0', method: 'eth_chainId' },
            call('eth_nonsense', [], 2),
            call('net_version', [], null),
        ]),
    );
    assert.equal(json.length, 3);
    const of = (id) => json.find((one) => one.id === id);
    assert.equal(of('a').result, '0x7a69');
    assert.equal(of(2).error.code, -32601);
    assert.equal(of(null).result, '31337');
    const big = Array.from({ length: 1_001 }, (_, i) => call('eth_chainId', [], i));
    const refused = (await post(JSON.stringify(big))).json;
    assert.match((Array.isArray(refused) ? refused[0] : refused).error.message, /1000|1,000/);
});

test('an unknown method is told, with the nearest that is known', async () => {
    const { error } = await answer('eth_getBalanse', []);
    assert.equal(error.code, -32601);
    assert.match(error.message, /eth_getBalance/);
    const other = await answer('debug_traceBlockFromNowhere', []);
    assert.equal(other.error.code, -32601);
});

test('parameters of the wrong kind are refused by name', async () => {
    for (const [method, params] of [
        ['eth_getBalance', []],
        ['eth_getBalance', ['0x12', 'latest']],
        ['eth_getBalance', [alice.address, 'newest']],
        ['eth_getBalance', [alice.address, '0x']],
        ['eth_getBalance', [alice.address, 'latest', 'more']],
        ['eth_getBlockByNumber', ['latest', 'yes']],
        ['eth_getTransactionByHash', ['0x1234']],
        ['eth_call', [{ to: at.lido, data: '0x123' }, 'latest']],
        ['eth_call', [{ to: at.lido, value: '0x' + 'f'.repeat(65) }, 'latest']],
        ['eth_getLogs', [{ topics: ['0x1234'] }]],
        ['eth_sendRawTransaction', ['nothing']],
    ]) {
        const { error } = await answer(method, params);
        assert.equal(error?.code, -32602, `${method} ${JSON.stringify(params)}`);
    }
});

test('a transaction of another chain is refused', async () => {
    const { error } = await send(await sign(await nonceOf(alice), { chainId: 1 }));
    assert.equal(error.code, -32000);
    assert.match(error.message, /chain/i);
});

test('a replay is refused, and so is a nonce that was used', async () => {
    const nonce = await nonceOf(alice);
    const raw = await sign(nonce);
    assert.equal((await send(raw)).result, keccak256(raw));
    const replay = await send(raw);
    assert.equal(replay.error.code, -32000);
    assert.match(replay.error.message, /nonce too low|already known/);
    const other = await send(await sign(nonce, { value: 2n }));
    assert.match(other.error.message, /nonce too low/);
});

test('a nonce with a gap waits for the ones before it', async () => {
    const nonce = await nonceOf(bob);
    const second = await sign(nonce + 1, { to: alice.address }, bob);
    const { result: hash } = await send(second);
    assert.equal(hash, keccak256(second));
    assert.equal(await ask(server.http, 'eth_getTransactionReceipt', [hash]), null);
    assert.equal((await ask(server.http, 'eth_getTransactionByHash', [hash])).blockHash, null);
    assert.match((await send(second)).error.message, /already known/);
    const { result: first } = await send(await sign(nonce, { to: alice.address }, bob));
    const receipts = await Promise.all(
        [first, hash].map((h) => ask(server.http, 'eth_getTransactionReceipt', [h])),
    );
    assert.deepEqual(
        receipts.map((receipt) => receipt.status),
        ['0x1', '0x1'],
    );
    assert.equal(await nonceOf(bob), nonce + 2);
    // A gap that nobody would fill is refused.
    const { error } = await send(await sign(nonce + 2_000, { to: alice.address }, bob));
    assert.equal(error.code, -32000);
    assert.match(error.message, /^nonce too high/);
});

test('transactions that are sent side by side arrive, in whatever order', async () => {
    const nonce = await nonceOf(bob);
    const signed = await Promise.all(
        Array.from({ length: 30 }, (_, i) => sign(nonce + i, { to: alice.address }, bob)),
    );
    const sent = await Promise.all(signed.map(send));
    assert.deepEqual(
        sent.map(({ result }) => result),
        signed.map((raw) => keccak256(raw)),
    );
    assert.equal(await nonceOf(bob), nonce + 30);
});

test('signatures of nobody, and signatures bent by others, are refused', async () => {
    const transaction = { ...plain, nonce: 0, maxFeePerGas: 0n, maxPriorityFeePerGas: 0n };
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const one = toHex(1n, { size: 32 });
    for (const [r, sig] of [
        ['zero', { r: toHex(0n, { size: 32 }), s: one, yParity: 0 }],
        ['the order', { r: toHex(order, { size: 32 }), s: one, yParity: 0 }],
        // EIP-2: the upper half is the same signature once more.
        ['high s', { r: one, s: toHex(order - 1n, { size: 32 }), yParity: 0 }],
    ]) {
        const { error } = await send(serializeTransaction(transaction, sig));
        assert.equal(error?.code, -32000, r);
    }
    const raw = await sign(await nonceOf(alice));
    for (const bent of [raw.slice(0, -2), concat([raw, '0x00']), '0x', '0x02', '0x05c0']) {
        const { error } = await send(bent);
        assert.ok(error !== undefined, bent);
    }
});

test('one who has not the ether is told what is missing', async () => {
    const { error } = await send(
        await sign(await nonceOf(alice), { value: parseEther('1000000') }),
    );
    assert.equal(error.code, -32000);
    assert.match(error.message, /insufficient funds/);
});

test('deployment of code is refused in words, however it is tried', async () => {
    const data = '0x6080604052';
    const tries = [
        await send(await sign(await nonceOf(alice), { to: undefined, data, gas: 100_000n })),
        await answer('eth_sendTransaction', [{ from: alice.address, data }]),
        await answer('eth_call', [{ from: alice.address, data }, 'latest']),
        await answer('eth_estimateGas', [{ from: alice.address, data }]),
    ];
    for (const { error } of tries) {
        assert.ok(error !== undefined);
        assert.match(error.message, /deploy/i);
    }
});

test('a revert has code 3 and the data that the contract gave', async () => {
    // transfer(alice, 1) by one who has none: Error("BALANCE_EXCEEDED")
    const data = `0xa9059cbb${alice.address.slice(2).padStart(64, '0')}${'1'.padStart(64, '0')}`;
    const { error } = await answer('eth_call', [{ from: bob.address, to: at.lido, data }, 'latest']);
    assert.equal(error.code, 3);
    assert.equal(error.message, 'execution reverted: BALANCE_EXCEEDED');
    const text = Buffer.from('BALANCE_EXCEEDED').toString('hex');
    assert.equal(
        error.data,
        `0x08c379a0${'20'.padStart(64, '0')}${'10'.padStart(64, '0')}${text.padEnd(64, '0')}`,
    );
});

/// Calldata of Multicall3's aggregate3 of one call that may fail, to itself; by hand, because thousands
/// of them within each other are many bytes.
function aggregate(data) {
    const word = (n) => BigInt(n).toString(16).padStart(64, '0');
    const bytes = data.length / 2 - 1;
    const call = word(at.multicall3) + word(1) + word(0x60) + word(bytes) + data.slice(2);
    return `0x82ad56cb${word(0x20)}${word(1)}${word(0x20)}${call}${'00'.repeat(-bytes & 31)}`;
}

test('calls nest hundreds of times, thousands are refused, and the node lives', async () => {
    const functionName = 'aggregate3';
    const getBalance = { abi: multicall3Abi, functionName: 'getEthBalance', args: [alice.address] };
    let data = encodeFunctionData(getBalance);
    const one = [{ target: at.multicall3, allowFailure: true, callData: data }];
    const args = [one];
    assert.equal(aggregate(data), encodeFunctionData({ abi: multicall3Abi, functionName, args }));
    const balance = await ask(server.http, 'eth_getBalance', [alice.address, 'latest']);
    for (let level = 1; level <= 2_000; ++level) {
        data = aggregate(data);
        if (![1, 2, 200, 2_000].includes(level)) continue;
        const { result } = await answer('eth_call', [{ to: at.multicall3, data }, 'latest']);
        let inner = result;
        for (let depth = 0; depth < Math.min(level, 200); ++depth) {
            const [got] = decodeFunctionResult({ abi: multicall3Abi, functionName, data: inner });
            assert.equal(got.success, true);
            inner = got.returnData;
        }
        // Past the machine's depth the call fails; the ones above it answer.
        if (level <= 200) assert.equal(BigInt(inner), BigInt(balance));
    }
    assert.equal(await ask(server.http, 'eth_chainId'), '0x7a69');
});

test('pages of other origins and other host names are refused', async () => {
    const body = JSON.stringify(call('eth_chainId', []));
    assert.equal((await post(body, { origin: 'https://evil.example' })).status, 403);
    assert.equal((await post(body, { origin: 'http://localhost:5173' })).status, 200);
    assert.equal((await post(body, { 'content-type': 'text/plain' })).status, 415);
    // A name that an attacker's DNS points to loopback is not ours.
    const status = await new Promise((resolve, reject) => {
        const options = {
            method: 'POST',
            headers: { host: 'evil.example', 'content-type': 'application/json' },
        };
        const sent = request(server.http, options, (response) => {
            response.resume();
            resolve(response.statusCode);
        });
        sent.on('error', reject);
        sent.end(body);
    });
    assert.equal(status, 403);
});

test('a subscription over HTTP is refused, over WebSocket it speaks', async () => {
    const { error } = await answer('eth_subscribe', ['newHeads']);
    assert.match(error.message, /WebSocket/);
    const socket = new WebSocket(server.ws);
    const next = () => new Promise((resolve) => socket.once('message', (m) => resolve(JSON.parse(m))));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify(call('eth_subscribe', ['newHeads'], 9)));
    const { id, result } = await next();
    assert.equal(id, 9);
    const news = next();
    await ask(server.http, 'evm_mine');
    const { method, params } = await news;
    assert.equal(method, 'eth_subscription');
    assert.equal(params.subscription, result);
    assert.equal(params.result.number, await ask(server.http, 'eth_blockNumber'));
    socket.send('{');
    assert.equal((await next()).error.code, -32700);
    socket.close();
});

test('health and metrics are pages', async () => {
    const health = await (await fetch(`${server.http}/health`)).json();
    assert.equal(health.status, 'ok');
    assert.equal(health.chainId, 31_337);
    const metrics = await (await fetch(`${server.http}/metrics`)).text();
    assert.match(metrics, /^aquifer_block_number \d+$/m);
    for (const line of metrics.trimEnd().split('\n')) {
        assert.match(line, /^(# (HELP|TYPE) .+|[a-z_:]+(\{[^}]*\})? [0-9.eE+-]+)$/);
    }
});

test('without development powers they are refused by name, and nobody is unlocked', async () => {
    const other = await serve(['--set', 'network.development=false']);
    try {
        for (const method of ['evm_mine', 'anvil_setBalance', 'hardhat_impersonateAccount']) {
            await assert.rejects(
                ask(other.http, method, []),
                (error) => error.code === -32601 && /development power/.test(error.message),
            );
        }
        assert.deepEqual(await ask(other.http, 'eth_accounts'), []);
        const transaction = { from: alice.address, to: bob.address };
        await assert.rejects(
            ask(other.http, 'eth_sendTransaction', [transaction]),
            /unknown account/,
        );
        // Who has the key needs nobody's leave.
        const hash = await ask(other.http, 'eth_sendRawTransaction', [await sign(0)]);
        assert.equal((await ask(other.http, 'eth_getTransactionReceipt', [hash])).status, '0x1');
    } finally {
        await other.stop();
    }
});
