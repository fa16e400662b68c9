// SPDX-License-Identifier: Apache-2.0
// ethers: the way of an ether through Lido and EigenLayer and back, over HTTP and over WebSocket.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
    AbiCoder,
    Contract,
    HDNodeWallet,
    JsonRpcProvider,
    keccak256,
    MaxUint256,
    parseEther,
    WebSocketProvider,
    ZeroAddress,
    ZeroHash,
} from 'ethers';
import { at, text } from './abi.mjs';
import { Lido, StEthStrategy } from './formulas.mjs';
import { serve } from './server.mjs';

const kMnemonic = 'test test test test test test test test test test test junk';
const kWithdrawal = 'tuple(address,address,address,uint256,uint32,address[],uint256[])';

const providers = {
    HTTP: (server) => {
        const provider = new JsonRpcProvider(server.http, 31_337, {
            staticNetwork: true,
            cacheTimeout: -1,
        });
        provider.pollingInterval = 20;
        return provider;
    },
    WebSocket: (server) => new WebSocketProvider(server.ws, 31_337, { cacheTimeout: -1 }),
};

for (const [transport, connect] of Object.entries(providers)) {
    test(`ethers over ${transport}`, { timeout: 400_000 }, async (t) => {
        const server = await serve();
        const provider = connect(server);
        const wallet = (index) =>
            HDNodeWallet.fromPhrase(kMnemonic, undefined, `m/44'/60'/0'/0/${index}`).connect(
                provider,
            );
        const alice = wallet(0);
        const operator = wallet(1);
        const of = (name, runner = alice) =>
            new Contract(at[name] ?? at.stEthStrategy, text[name], runner);
        const done = async (sent) => (await sent).wait();
        const event = (contract, receipt, name) => {
            const found = receipt.logs
                .map((log) => contract.interface.parseLog(log))
                .filter((log) => log?.name === name);
            assert.equal(found.length, 1, name);
            return found[0].args;
        };
        const lido = new Lido();
        const strategy = new StEthStrategy(lido);
        let ticket;

        await t.test('submit, and wrap', async () => {
            const network = await provider.getNetwork();
            assert.equal(network.chainId, 31_337n);
            const receipt = await done(
                of('lido').submit(ZeroAddress, { value: parseEther('10') }),
            );
            lido.submit(parseEther('10'));
            const { sender, amount } = event(of('lido'), receipt, 'Submitted');
            assert.equal(sender, alice.address);
            assert.equal(amount, 10_000_000_000_000_000_000n);
            await done(of('lido').approve(at.wsteth, MaxUint256));
            await done(of('wsteth').wrap(parseEther('2')));
            assert.equal(await of('wsteth').balanceOf(alice.address), 2_000_000_000_000_000_000n);
            assert.equal(
                await of('lido').balanceOf(alice.address),
                8_000_000_000_000_000_000n,
            );
        });

        await t.test('restake, and delegate', async () => {
            await done(of('lido').approve(at.strategyManager, MaxUint256));
            const receipt = await done(
                of('strategyManager').depositIntoStrategy(
                    at.stEthStrategy,
                    at.lido,
                    parseEther('5'),
                ),
            );
            const { shares } = event(of('strategyManager'), receipt, 'Deposit');
            assert.equal(shares, strategy.deposit(parseEther('5')));
            await done(
                of('delegationManager', operator).registerAsOperator(ZeroAddress, 0, ''),
            );
            await done(
                of('delegationManager').delegateTo(operator.address, ['0x', 0], ZeroHash),
            );
            assert.equal(await of('delegationManager').delegatedTo(alice.address), operator.address);
            assert.equal(
                await of('delegationManager').operatorShares(operator.address, at.stEthStrategy),
                5_000_000_000_000_000_000n,
            );
        });

        await t.test('a custom error has its name', async () => {
            await assert.rejects(
                of('delegationManager').delegateTo.staticCall(
                    operator.address,
                    ['0x', 0],
                    ZeroHash,
                ),
                (error) => {
                    assert.equal(error.code, 'CALL_EXCEPTION');
                    assert.equal(error.revert.name, 'ActivelyDelegated');
                    assert.equal(error.data, '0x77e56a06');
                    return true;
                },
            );
        });

        await t.test('queue, travel, complete', async () => {
            const manager = of('delegationManager');
            const receipt = await done(
                manager.queueWithdrawals([[[at.stEthStrategy], [strategy.total], ZeroAddress]]),
            );
            const queued = event(manager, receipt, 'SlashingWithdrawalQueued');
            ticket = queued.withdrawal.toArray(true);
            assert.deepEqual(ticket, [
                alice.address,
                operator.address,
                alice.address,
                0n,
                BigInt(receipt.blockNumber),
                [at.stEthStrategy],
                [5_000_000_000_000_000_000n],
            ]);
            assert.equal(
                queued.withdrawalRoot,
                keccak256(AbiCoder.defaultAbiCoder().encode([kWithdrawal], [ticket])),
            );
            await assert.rejects(
                manager.completeQueuedWithdrawal(ticket, [at.lido], true),
                ({ code, data }) =>
                    code === 'CALL_EXCEPTION' &&
                    manager.interface.parseError(data).name === 'WithdrawalDelayNotElapsed',
            );
            await provider.send('hardhat_mine', ['0x189c1']); // 100,801 blocks
            await done(manager.completeQueuedWithdrawal(ticket, [at.lido], true));
            assert.equal(
                await of('lido').sharesOf(alice.address),
                3_000_000_000_000_000_000n + strategy.withdraw(strategy.total).shares,
            );
            assert.equal(await of('strategy').totalShares(), 0n);
        });

        await t.test('events are heard', { timeout: 200_000 }, async () => {
            const contract = of('lido');
            const block = new Promise((resolve) => provider.once('block', resolve));
            let hear;
            const heard = new Promise((resolve) => {
                hear = resolve;
            });
            await contract.on(contract.filters.Transfer(alice.address), hear);
            // ethers asks for the filter or the subscription first, and for this with it or after.
            await provider.send('eth_chainId', []);
            const receipt = await done(contract.transfer(operator.address, 1_234n));
            const { args, log } = await heard;
            assert.deepEqual(args.toArray(), [alice.address, operator.address, 1_234n]);
            assert.equal(log.transactionHash, receipt.hash);
            assert.ok((await block) <= receipt.blockNumber);
            await contract.removeAllListeners();
            const past = await contract.queryFilter(
                contract.filters.Transfer(alice.address, operator.address),
                receipt.blockNumber,
            );
            assert.deepEqual(
                past.map((found) => found.args.value),
                [1_234n],
            );
        });

        await t.test('blocks, fees and receipts are read without complaint', async () => {
            const block = await provider.getBlock('latest', true);
            assert.equal(block.prefetchedTransactions.length, 1);
            assert.equal(block.prefetchedTransactions[0].from, alice.address);
            const fees = await provider.getFeeData();
            assert.equal(fees.gasPrice, 0n);
            // ethers takes a base fee of zero for none.
            assert.equal(fees.maxFeePerGas, null);
            const receipt = await provider.getTransactionReceipt(
                block.prefetchedTransactions[0].hash,
            );
            assert.equal(receipt.fee, 0n);
            assert.equal(receipt.status, 1);
            assert.equal((await provider.getCode(at.lido)).startsWith('0xfe'), true);
        });

        await provider.destroy();
        await server.stop();
    });
}
