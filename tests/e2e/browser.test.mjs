// SPDX-License-Identifier: Apache-2.0
// A real browser: pages from this machine may call the node, pages from elsewhere may not, even if
// their name leads here. Wants chromium (tools/setup.sh browser) and is skipped without.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { serve } from './server.mjs';

const run = promisify(execFile);
const has = (command) => {
    try {
        execFileSync(command, ['--version'], { stdio: 'ignore' });
        return true;
    } catch {
        return false;
    }
};
const skip = has('chromium') ? false : 'chromium is not installed';

/// A page that asks the node over HTTP and WebSocket and writes down what came of it.
const page = (port) => `<!doctype html><title>a page</title><p id="http"><p id="ws"><script>
const body = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}';
const say = (id) => (text) => { document.getElementById(id).textContent = id + ':' + text; };
fetch('http://127.0.0.1:${port}', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    .then((r) => r.json()).then((a) => say('http')(a.result), () => say('http')('refused'));
const socket = new WebSocket('ws://127.0.0.1:${port}');
socket.onopen = () => socket.send(body);
socket.onmessage = (m) => say('ws')(JSON.parse(m.data).result);
socket.onerror = () => say('ws')('refused');
</script>`;

/// What the page at an address looks like when its scripts have run.
async function look(url) {
    const profile = await mkdtemp(join(tmpdir(), 'aquifer-browser-'));
    try {
        const { stdout } = await run(
            'chromium',
            [
                '--headless',
                '--no-sandbox',
                '--disable-gpu',
                `--user-data-dir=${profile}`,
                '--host-resolver-rules=MAP evil.example 127.0.0.1',
                '--virtual-time-budget=5000',
                '--dump-dom',
                url,
            ],
            { timeout: 100_000 },
        );
        return stdout;
    } finally {
        await rm(profile, { recursive: true, force: true });
    }
}

const answers = (dom) => ({ http: /http:(\w+)/.exec(dom)?.[1], ws: /ws:(\w+)/.exec(dom)?.[1] });

test('pages of this machine may call, others may not', { skip, timeout: 400_000 }, async () => {
    const server = await serve();
    const site = createServer((request, response) => {
        response.setHeader('content-type', 'text/html');
        response.end(page(server.port));
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    const { port } = site.address();
    try {
        const own = answers(await look(`http://localhost:${port}/`));
        assert.deepEqual(own, { http: '0x7a69', ws: '0x7a69' });
        const foreign = answers(await look(`http://evil.example:${port}/`));
        assert.deepEqual(foreign, { http: 'refused', ws: 'refused' });
        // The node under another's name would be of the same origin as the other's pages.
        const rebound = await look(`http://evil.example:${server.port}/health`);
        assert.match(rebound, /the Host header does not name this server/);
    } finally {
        site.close();
        await server.stop();
    }
});
