// SPDX-License-Identifier: Apache-2.0
// The guides of docs/guide, run as they are printed, each against a chain of its own. The blocks
// fenced as `js` of a page are one program, those fenced as `bash` are typed one after the other,
// and what stands under them in blocks fenced as `output` is what they print. What starts a node or
// installs a client is left to the test. `cast` comes with the clients where there is a binary for
// the machine; without one its page is skipped.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { serve } from './server.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const pages = join(process.env.AQUIFER_SOURCE ?? '.', 'docs', 'guide');
const run = promisify(execFile);
// What is installed here stands before what the machine has.
const bin = join(here, 'node_modules', '.bin');
process.env.PATH = `${bin}${delimiter}${process.env.PATH}`;

const has = (command) => {
    try {
        execFileSync(command, ['--version'], { stdio: 'ignore' });
        return true;
    } catch {
        return false;
    }
};

/// The fenced blocks of a page.
function blocksOf(text) {
    const found = text.matchAll(/^```(\w+)\n(.*?)^```$/gms);
    return Array.from(found, ([, kind, body]) => ({ kind, body }));
}
/// What a reader does once, in other terminals and folders.
const isLeftOut = (body) => /^(npm install |build\/release\/aquifer |make )/.test(body);

for (const page of readdirSync(pages).filter((name) => name.endsWith('.md'))) {
    const blocks = blocksOf(readFileSync(join(pages, page), 'utf8'));
    const typed = blocks.filter(({ kind, body }) => kind === 'bash' && !isLeftOut(body));
    const program = blocks.filter(({ kind }) => kind === 'js');
    if (typed.length + program.length === 0) continue;
    const wantsCast = typed.some(({ body }) => /^cast /m.test(body));
    const skip = wantsCast && !has('cast') ? 'cast is not installed' : false;
    test(`docs/guide/${page} does what it says`, { skip, timeout: 400_000 }, async () => {
        const server = await serve();
        try {
            const here8545 = (text) => text.replaceAll('127.0.0.1:8545', `127.0.0.1:${server.port}`);
            let printed = '';
            if (program.length > 0) {
                // Beside the clients, which it imports.
                const file = join(here, `guide-${page.replace('.md', '')}.mjs`);
                writeFileSync(file, here8545(program.map(({ body }) => body).join('\n')));
                printed += (await run(process.execPath, [file])).stdout;
            }
            for (const { body } of typed) {
                const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', here8545(body)]);
                printed += stdout.endsWith('\n') ? stdout : `${stdout}\n`;
            }
            // An answer of curl ends without a line's end.
            const lines = (text) => text.replaceAll('}{', '}\n{').trimEnd().split('\n');
            const expected = blocks.filter(({ kind }) => kind === 'output').map(({ body }) => body);
            assert.deepEqual(lines(printed), lines(expected.join('')));
        } finally {
            await server.stop();
        }
    });
}
