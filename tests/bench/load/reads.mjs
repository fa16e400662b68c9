// SPDX-License-Identifier: Apache-2.0
// Single reads that may grow with the chain: logs over the whole of it, and who holds and backs
// what.
import process from 'node:process';

import { median, ms, whole } from './format.mjs';
import { answerTo, ask } from './program.mjs';
import { waitOfOthers } from './wrk.mjs';

const kTimes = 9;
const kLido = '0xae7ab96520de3a18e5e111b5eaab095312d7fe84';
const kTransfer = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
/// Account number n, as in chain_bench.cpp.
const account = (n) => `0x5e${n.toString(16).padStart(38, '0')}`;
const topic = (address) => `0x${'0'.repeat(24)}${address.slice(2)}`;
const everywhere = (more) => [{ fromBlock: 'earliest', toBlock: 'latest', ...more }];

/// What is asked: a name, a method, and parameters for the i-th time of asking.
export const kReads = [
    {
        name: 'logs of any contract that name an account as the sender',
        method: 'eth_getLogs',
        params: (n) => everywhere({ topics: [null, topic(account(n))] }),
    },
    {
        name: 'transfers of stETH to an account',
        method: 'eth_getLogs',
        params: (n) => everywhere({ address: kLido, topics: [kTransfer, null, topic(account(n))] }),
    },
    {
        name: 'transfers to any of a hundred accounts',
        method: 'eth_getLogs',
        params: (n, all) => {
            const some = Array.from({ length: 100 }, (_, i) => topic(account((n + i) % all)));
            return everywhere({ topics: [kTransfer, null, some] });
        },
    },
    {
        name: 'all logs, refused: too many',
        method: 'eth_getLogs',
        refused: 'query returned more than',
        params: () => everywhere({}),
    },
    {
        name: 'all logs of stETH, refused: too many',
        method: 'eth_getLogs',
        refused: 'query returned more than',
        params: () => everywhere({ address: kLido }),
    },
    {
        name: 'logs with four topics of stETH, of which there are none',
        method: 'eth_getLogs',
        refused: 'query looks at more than',
        params: () => everywhere({ address: kLido, topics: [null, null, null, null] }),
    },
    { name: 'an account', method: 'aquifer_position', params: (n) => [account(n)] },
    { name: 'ezETH', method: 'aquifer_backing', params: () => ['ezETH'] },
    {
        name: 'shares of the strategy of stETH',
        method: 'aquifer_backing',
        params: () => ['stEthStrategy'],
    },
    { name: 'all', method: 'aquifer_operators', params: () => [] },
    { name: 'all', method: 'aquifer_queues', params: () => [] },
];

/// Of each read the median time, and how many logs came.
export async function measureReads(http, accounts) {
    const rows = [];
    for (const { name, method, params, refused } of kReads) {
        const times = [];
        let text = '';
        const once = async (i) => {
            // Spread over all accounts, and never the same twice.
            const n = (i * 7919 + 11) % accounts;
            const begun = process.hrtime.bigint();
            text = await answerTo(http, method, params(n, accounts));
            times.push(Number(process.hrtime.bigint() - begun) / 1e6);
        };
        for (let i = 0; i < kTimes; ++i) await once(i);
        const time = median(times);
        const others = await waitOfOthers(http, async () => {
            for (let i = kTimes; i < kTimes + 3; ++i) await once(i);
        });
        const { result, error } = JSON.parse(text);
        const wrong = error !== undefined && (refused === undefined || !error.message.includes(refused));
        if (wrong) throw new Error(`${method}, ${name}: ${text.slice(0, 300)}`);
        const logs = method === 'eth_getLogs' && error === undefined ? `${whole(result.length)} logs: ` : '';
        rows.push([`\`${method}\`: ${name}`, `${logs}${ms(time)} (others: ${ms(others)})`]);
    }
    return rows;
}

/// Jumps of two weeks in blocks of twelve seconds, and single blocks.
export async function measureJumps(http) {
    const time = async (method, params) => {
        const begun = process.hrtime.bigint();
        await ask(http, method, params);
        return Number(process.hrtime.bigint() - begun) / 1e6;
    };
    const jumps = [];
    for (let i = 0; i < kTimes; ++i) jumps.push(await time('anvil_mine', ['0x189c0']));
    const blocks = [];
    for (let i = 0; i < kTimes; ++i) blocks.push(await time('evm_mine', []));
    return [
        ['a jump of 100,800 blocks, the first', ms(jumps[0])],
        ['… the median of nine', ms(median(jumps))],
        ['an empty block', ms(median(blocks))],
    ];
}
