// SPDX-License-Identifier: Apache-2.0
// The `aquifer_` methods with what they promise: every answer is held against the schema that the
// node itself publishes (rpc.discover), and quantities come as bigints.
import assert from 'node:assert/strict';
import { getAddress, keccak256, slice, stringToBytes } from 'viem';
import { ask } from './server.mjs';

/// An account of the autopilot's: `user 0`, `operator 1`, `avs bridge`.
export const played = (name) => getAddress(slice(keccak256(stringToBytes(`autopilot ${name}`)), 12));
export const kCrowd = Array.from({ length: 100 }, (_, i) => played(`user ${i}`));

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isA = {
    string: (v) => typeof v === 'string',
    boolean: (v) => typeof v === 'boolean',
    integer: (v) => Number.isInteger(v),
    number: (v) => typeof v === 'number',
    null: (v) => v === null,
    array: Array.isArray,
    object: isObject,
};

/// Why a value is not of a schema; nothing if it is. The part of JSON Schema that the document uses.
function wrong(schema, value, schemas, where) {
    if (schema.$ref !== undefined) {
        const name = schema.$ref.replace('#/components/schemas/', '');
        if (schemas[name] === undefined) return `${where}: no schema ${name}`;
        return wrong(schemas[name], value, schemas, where);
    }
    if (schema.oneOf !== undefined) {
        const all = schema.oneOf.map((one) => wrong(one, value, schemas, where));
        return all.some((one) => one === undefined) ? undefined : all.join(' and ');
    }
    if (schema.type !== undefined && !isA[schema.type](value)) {
        return `${where}: ${JSON.stringify(value)} is no ${schema.type}`;
    }
    if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) {
        return `${where}: ${value} does not match ${schema.pattern}`;
    }
    if (schema.items !== undefined) {
        for (const [i, item] of value.entries()) {
            const found = wrong(schema.items, item, schemas, `${where}[${i}]`);
            if (found !== undefined) return found;
        }
    }
    if (schema.properties !== undefined) {
        for (const name of schema.required ?? []) {
            if (!(name in value)) return `${where}: no ${name}`;
        }
        for (const [name, member] of Object.entries(value)) {
            const known = schema.properties[name];
            if (known === undefined) return `${where}: ${name} is not documented`;
            const found = wrong(known, member, schemas, `${where}.${name}`);
            if (found !== undefined) return found;
        }
    }
    return undefined;
}

/// The value as its schema says: quantities are numbers, addresses have their checksum.
function read(schema, value, schemas) {
    if (schema.$ref !== undefined) {
        const name = schema.$ref.replace('#/components/schemas/', '');
        if (name === 'quantity') return BigInt(value);
        return name === 'address' ? getAddress(value) : read(schemas[name], value, schemas);
    }
    if (schema.oneOf !== undefined) {
        const one = schema.oneOf.find((each) => wrong(each, value, schemas, '') === undefined);
        return read(one, value, schemas);
    }
    if (schema.items !== undefined) return value.map((one) => read(schema.items, one, schemas));
    if (schema.properties !== undefined) {
        return Object.fromEntries(
            Object.entries(value).map(([name, member]) => [
                name,
                read(schema.properties[name], member, schemas),
            ]),
        );
    }
    return value;
}

/// What asks a server: `const { of, raw, methods } = await insight(server.http)`.
export async function insight(http) {
    const document = await ask(http, 'rpc.discover');
    const { schemas } = document.components;
    const methods = new Map(document.methods.map((method) => [method.name, method]));
    const raw = async (name, ...params) => {
        const answer = await ask(http, `aquifer_${name}`, params);
        const method = methods.get(`aquifer_${name}`);
        assert.ok(method, `aquifer_${name} is not documented`);
        assert.equal(wrong(method.result.schema, answer, schemas, name), undefined);
        return answer;
    };
    return {
        methods,
        raw,
        /// The answer of `aquifer_<name>`.
        of: async (name, ...params) => {
            const { schema } = methods.get(`aquifer_${name}`).result;
            return read(schema, await raw(name, ...params), schemas);
        },
        /// The error of a call that must be refused.
        error: (name, ...params) =>
            ask(http, `aquifer_${name}`, params).then(
                (answer) => assert.fail(`not refused: ${JSON.stringify(answer)}`),
                ({ code, message }) => ({ code, message }),
            ),
    };
}

export const sum = (numbers) => numbers.reduce((a, b) => a + b, 0n);
