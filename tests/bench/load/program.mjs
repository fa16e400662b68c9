// SPDX-License-Identifier: Apache-2.0
// Starts the program and the loader, and looks at them from outside.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
    closeSync,
    fsyncSync,
    openSync,
    readFileSync,
    readdirSync,
    rmSync,
    statSync,
    writeSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

import { median } from './format.mjs';

/// Whatever breaks, nothing goes on running.
const running = new Set();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/// Seconds of the processor that a process has used: what is left of a time when the machine is
/// shared.
export function processorSeconds(pid) {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
}

/// The process's own memory, without the pages of the store's file.
export function memoryMb(pid) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/RssAnon:\s+(\d+)/.exec(status)[1]) / 1024;
}

export const diskMb = (folder) =>
    Number(execFileSync('du', ['-sm', folder], { encoding: 'utf8' }).split('\t')[0]);

/// The newest snapshot of the state.
export function stateMb(folder) {
    const files = readdirSync(folder).filter((name) => name.endsWith('.aqs'));
    const sequence = (name) => Number(/\d+/.exec(name)[0]);
    const newest = files.sort((a, b) => sequence(b) - sequence(a))[0];
    return statSync(join(folder, newest)).size / 1e6;
}

/// `aquifer serve` on a free port, when it has answered for the first time.
export async function serve(program, args) {
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
    const processor = processorSeconds(child.pid);
    const end = async (signal) => {
        const ended = once(child, 'exit');
        child.kill(signal);
        await ended;
        running.delete(child);
    };
    return { http, seconds, processor, pid: child.pid, end };
}

/// The whole answer, an error as well.
export async function answerTo(http, method, params = []) {
    const response = await fetch(http, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    return response.text();
}

export async function ask(http, method, params = []) {
    const { result, error } = JSON.parse(await answerTo(http, method, params));
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
}

/// What tests/bench/chain_bench.cpp says of the chain that it grows in the folder.
export async function grow(loader, accounts, folder) {
    const child = spawn(loader, [String(accounts), folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.add(child);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    const [code] = await once(child, 'close');
    running.delete(child);
    if (code !== 0) throw new Error(`${loader} ended with ${code}`);
    return JSON.parse(output);
}

/// The median time in ms until a page written to a file there is on disk.
export function syncMs(folder) {
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
