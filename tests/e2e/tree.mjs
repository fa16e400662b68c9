// SPDX-License-Identifier: Apache-2.0
// EigenLayer's trees of cumulative earnings: tokens within an earner, earners in the tree above.
import { concat, encodePacked, keccak256, zeroHash } from 'viem';

/// Leaves padded with zeros to a power of two; nodes are hashed in order, not sorted.
class Tree {
    constructor(leaves) {
        this.layers = [[...leaves]];
        let size = 1;
        while (size < leaves.length) size *= 2;
        while (this.layers[0].length < size) this.layers[0].push(zeroHash);
        while (this.layers.at(-1).length > 1) {
            const below = this.layers.at(-1);
            const layer = [];
            for (let i = 0; i < below.length; i += 2) {
                layer.push(keccak256(concat([below[i], below[i + 1]])));
            }
            this.layers.push(layer);
        }
    }
    get root() {
        return this.layers.at(-1)[0];
    }
    /// Siblings from the leaf upwards.
    proof(index) {
        const siblings = this.layers.slice(0, -1).map((layer, i) => layer[(index >> i) ^ 1]);
        return siblings.length === 0 ? '0x' : concat(siblings);
    }
}

export const tokenLeaf = (token, earnings) =>
    keccak256(encodePacked(['uint8', 'address', 'uint256'], [1, token, earnings]));
export const earnerLeaf = (earner, tokenRoot) =>
    keccak256(encodePacked(['uint8', 'address', 'bytes32'], [0, earner, tokenRoot]));

const ascending = (object) =>
    Object.entries(object).sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));

/// Of `{ earner: { token: cumulativeEarnings } }`.
export class Distribution {
    constructor(earnings) {
        this.earners = ascending(earnings).map(([earner, tokens]) => {
            const leaves = ascending(tokens);
            return { earner, leaves, tree: new Tree(leaves.map(([t, n]) => tokenLeaf(t, n))) };
        });
        this.tree = new Tree(this.earners.map((e) => earnerLeaf(e.earner, e.tree.root)));
    }
    get root() {
        return this.tree.root;
    }
    /// What `processClaim` takes for these tokens of an earner.
    claim(rootIndex, earner, tokens) {
        const earnerIndex = this.earners.findIndex((e) => e.earner === earner);
        const { leaves, tree } = this.earners[earnerIndex];
        const tokenIndices = tokens.map((token) => leaves.findIndex(([t]) => t === token));
        return {
            rootIndex,
            earnerIndex,
            earnerTreeProof: this.tree.proof(earnerIndex),
            earnerLeaf: { earner, earnerTokenRoot: tree.root },
            tokenIndices,
            tokenTreeProofs: tokenIndices.map((i) => tree.proof(i)),
            tokenLeaves: tokenIndices.map((i) => ({
                token: leaves[i][0],
                cumulativeEarnings: leaves[i][1],
            })),
        };
    }
}
