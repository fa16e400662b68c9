// SPDX-License-Identifier: Apache-2.0
// Starts the program on a free port and stops it again.
import { spawn } from 'node:child_process';
import process from 'node:process';

/// The program under test.
export const program = process.env.AQUIFER ?? 'build/release/aquifer';

/// How long a start may take. A fresh chain takes a tenth of a second; under a sanitizer, more.
const kStartSeconds = 60;

/// Runs `aquifer serve` until it listens. `args` come after `serve --port 0`.
///
///     const server = await serve();
///     server.http, server.ws         where to point a client
///     await server.stop();           as a person stops it; throws if it does not end well
///     await server.kill();           SIGKILL
export async function serve(args = []) {
    const child = spawn(program, ['serve', '--port', '0', ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
    });
    // A test that breaks leaves nothing running.
    const reap = () => child.kill('SIGKILL');
    process.once('exit', reap);
    const ended = new Promise((resolve) => {
        child.once('error', (error) => resolve({ code: error.message }));
        child.once('exit', (code, signal) => resolve({ code, signal }));
    }).finally(() => process.off('exit', reap));
    let output = '';
    const port = await new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
            child.kill('SIGKILL');
            reject(new Error(`no port after ${kStartSeconds} seconds:\n${output}`));
        }, kStartSeconds * 1000);
        const read = (chunk) => {
            output += chunk;
            const found = /\blistening\b.*\bport=(\d+)/.exec(output);
            if (found === null) return;
            clearTimeout(timer);
            resolve(Number(found[1]));
        };
        child.stdout.on('data', read);
        child.stderr.on('data', read);
        ended.then(({ code, signal }) => {
            clearTimeout(timer);
            reject(new Error(`${program} ended at once (${code ?? signal}):\n${output}`));
        });
    });
    const http = `http://127.0.0.1:${port}`;
    const health = await (await fetch(`${http}/health`)).json();
    if (health.status !== 'ok') throw new Error(`not healthy: ${JSON.stringify(health)}`);
    return {
        port,
        http,
        ws: `ws://127.0.0.1:${port}`,
        pid: child.pid,
        output: () => output,
        async stop() {
            child.kill('SIGTERM');
            const { code, signal } = await ended;
            if (code !== 0) throw new Error(`stopped with ${code ?? signal}:\n${output}`);
        },
        async kill() {
            child.kill('SIGKILL');
            await ended;
        },
    };
}

/// One JSON-RPC call without any client. Throws what the server calls an error, with its code.
export async function ask(http, method, params = []) {
    const response = await fetch(http, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const { result, error } = await response.json();
    if (error !== undefined) throw Object.assign(new Error(error.message), error);
    return result;
}
