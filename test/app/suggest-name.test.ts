import {expect, test} from 'vitest';
import {suggestName} from '../../source/app/new-setup-screens.js';

test.each([
	[[], 'production'],
	[['staging'], 'production'],
	[['production'], 'production-secrets'],
	[['production', 'production-secrets'], 'production-secrets-2'],
	[['production', 'production-secrets', 'production-secrets-2'], 'production-secrets-3'],
])('beside %j a setup is offered the name %s', (taken, name) => {
	expect(suggestName('secrets', (each) => taken.includes(each))).toBe(name);
});
