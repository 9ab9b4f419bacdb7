import process from 'node:process';
import {expect, test} from 'vitest';

// Without its install script, the `node` dependency leaves npm scripts to the system's Node, silently.
test('the checkout runs on the Node it brings', () => {
	expect(Number(process.versions.node.split('.', 1)[0])).toBe(26);
});
