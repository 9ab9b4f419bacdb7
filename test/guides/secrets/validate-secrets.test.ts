import {expect, test} from 'vitest';
import {validateSecrets} from '../../../source/guides/secrets/validate-secrets.js';
import {answersOf, own, projectOf, region, secretArn} from './secrets-setup.js';

const refusals = (secret: string) =>
	validateSecrets(answersOf([projectOf('A', {secrets: [secret]})]), {
		account: own,
		region,
	})
		.filter(({kind}) => kind === 'refusal')
		.map(({message}) => message);

test.each(['A db', 'A"db', 'Ä/db', 'A\u{0}b'])(
	'%j in an ARN is refused: no export and no policy could be made of it',
	(name) => {
		expect(refusals(secretArn(name))).toEqual([
			expect.stringContaining('is not'),
		]);
	},
);

test('an ARN as AWS prints it is taken', () => {
	expect(refusals(secretArn('A/db'))).toEqual([]);
});
