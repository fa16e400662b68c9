// SPDX-License-Identifier: Apache-2.0
// Numbers as people read them, and tables in Markdown.

export const median = (numbers) => {
    const sorted = [...numbers].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
};
export const whole = (n) => Math.round(n).toLocaleString('en-US');
export const ms = (n) => `${n.toFixed(n < 10 ? 2 : n < 100 ? 1 : 0)} ms`;
export const seconds = (n) => `${n.toFixed(n < 10 ? 2 : 1)} s`;

export function print(title, head, rows) {
    console.log(`\n${title}\n`);
    console.log(`| ${head.join(' | ')} |\n|${head.map(() => '---').join('|')}|`);
    for (const row of rows) console.log(`| ${row.join(' | ')} |`);
}
