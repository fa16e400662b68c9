// SPDX-License-Identifier: Apache-2.0
// viem's clients on a server, and what the tests of several protocols do with them.
import assert from 'node:assert/strict';
import {
    createPublicClient,
    createTestClient,
    createWalletClient,
    defineChain,
    encodeAbiParameters,
    http,
    keccak256,
    parseAbiParameters,
    parseEther,
    parseEventLogs,
} from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { abi, at, contract, kReportData, kZero, person } from './abi.mjs';
import { Lido, referenceSlot, reportData } from './formulas.mjs';
import { serve } from './server.mjs';

const kMnemonic = 'test test test test test test test test test test test junk';
/// The ten accounts that every development chain unlocks, with their keys.
export const accounts = Array.from({ length: 10 }, (_, addressIndex) =>
    mnemonicToAccount(kMnemonic, { addressIndex }),
);

/// What the program calls itself to wallets (docs/guide/wallet.md).
export const chainAt = (server) =>
    defineChain({
        id: 31_337,
        name: 'Aquifer',
        nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
        rpcUrls: { default: { http: [server.http], webSocket: [server.ws] } },
        contracts: { multicall3: { address: at.multicall3 } },
    });

/// A server with viem's three clients and a model of Lido that goes along.
export async function stage(args = []) {
    const server = await serve(args);
    const chain = chainAt(server);
    const transport = http(server.http);
    const options = { chain, transport, pollingInterval: 20 };
    const pub = createPublicClient(options);
    const test = createTestClient({ ...options, mode: 'anvil' });
    const out = { server, chain, pub, test, lido: new Lido() };

    out.walletOf = (account) => createWalletClient({ ...options, account });
    out.read = (name, functionName, ...args) =>
        pub.readContract({ ...contract(name), functionName, args });
    /// A transaction that must succeed. Accounts with a key sign for themselves; others are
    /// impersonated.
    out.send = async (account, name, functionName, args, value) => {
        if (typeof account === 'string') {
            await test.impersonateAccount({ address: account });
        }
        const hash = await out.walletOf(account).writeContract({
            ...contract(name),
            functionName,
            args,
            value,
        });
        const receipt = await pub.waitForTransactionReceipt({ hash });
        assert.equal(receipt.status, 'success', functionName);
        return receipt;
    };
    /// What a call would be refused with: viem's error of the contract's own.
    out.refusal = async (account, name, functionName, args, value) => {
        const failed = await pub
            .simulateContract({ account, ...contract(name), functionName, args, value })
            .then(() => assert.fail(`${functionName} was not refused`))
            .catch((error) => error);
        const found = failed.walk?.((e) => e.name === 'ContractFunctionRevertedError');
        assert.ok(found, `no revert: ${failed.stack}`);
        return found;
    };
    out.ether = (address) => pub.getBalance({ address });
    out.submit = async (account, value) => {
        await out.send(account, 'lido', 'submit', [kZero], value);
        return out.lido.submit(value);
    };
    /// Lido's committee agrees and reports, as its oracle daemons do on mainnet. `rewards` lie in
    /// the vault of the execution layer.
    out.report = async ({ rewards = 0n, requests = [] } = {}) => {
        if (rewards > 0n) await test.setBalance({ address: at.elVault, value: rewards });
        const { timestamp } = await pub.getBlock();
        const refSlot = referenceSlot(timestamp + 12n);
        const expected = out.lido.report({ rewards, requests });
        const data = reportData({
            refSlot,
            elRewards: rewards,
            batches: requests.length > 0 ? [requests.at(-1).id] : [],
            rate: expected.rate,
        });
        const hash = keccak256(encodeAbiParameters(parseAbiParameters(`${kReportData} data`), [data]));
        const deadline = timestamp + 86_400n;
        await test.setBalance({ address: at.hashConsensus, value: parseEther('1') });
        await out.send(at.hashConsensus, 'accountingOracle', 'submitConsensusReport', [
            hash,
            refSlot,
            deadline,
        ]);
        const oracle = person('lidoOracle');
        const receipt = await out.send(oracle, 'accountingOracle', 'submitReportData', [data, 5n]);
        assert.equal(one(receipt, 'accountingOracle', 'ProcessingStarted').hash, hash);
        return { ...expected, receipt };
    };
    return out;
}

/// The arguments of the only event of that name in a receipt.
export function one(receipt, name, eventName) {
    const found = parseEventLogs({ abi: abi[name], logs: receipt.logs, eventName });
    assert.equal(found.length, 1, `${found.length} ${eventName} in the receipt`);
    return found[0].args;
}
