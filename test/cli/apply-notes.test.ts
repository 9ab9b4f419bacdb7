import {expect, test} from 'vitest';
import {openHome, setupFields} from './run-tool.js';

test('what an existing key keeps, and who else uses it, is said beside “Nothing to do”', async () => {
	const {run, write, savedFiles} = openHome();
	const apply = async (fields: object) =>
		run(['apply', '-f', write(fields), '--sandbox', '--yes', '--json']);
	const first = await apply(setupFields);
	expect(first.stderr).not.toContain('Note:');
	expect(first.code).toBe(0);
	expect(JSON.stringify(savedFiles())).toContain('the sandbox');

	const [arn = ''] = /arn:aws:kms:[\d\-\/:a-z]+/v.exec(first.stdout) ?? [];
	const second = await apply({
		...setupFields,
		key: {create: {alias: 'workato-ekm', description: 'Other words'}},
		rotation: {enabled: false},
	});
	expect(second.stderr).toContain('Nothing to do');
	expect(second.stderr).toContain('Note: The description of the key stays');
	expect(second.stderr).toContain('Note: The key goes on rotating');

	const shared = await apply({
		...setupFields,
		name: 'staging',
		key: {use: arn},
	});
	expect(shared.stderr).toContain(`Note: The key ${arn} is also used by the setup “production”.`);
	expect(shared.code).toBe(0);
});
