import {GetRoleCommand, SimulatePrincipalPolicyCommand} from '@aws-sdk/client-iam';
import {CreateKeyCommand, ListKeysCommand} from '@aws-sdk/client-kms';
import {
	ListAccountRolesCommand,
	ListAccountsCommand,
	LogoutCommand,
	paginateListAccounts,
} from '@aws-sdk/client-sso';
import {CreateTokenCommand} from '@aws-sdk/client-sso-oidc';
import {GetCallerIdentityCommand} from '@aws-sdk/client-sts';
import {expect, test} from 'vitest';
import {failureOf} from '../harness.js';
import {openIdentityCenter} from './harness.js';

const ownAccount = '111122223333';
const other = '444455556666';

test('the practice person sees two accounts and their roles', async () => {
	await using center = await openIdentityCenter();
	const {accessToken} = await center.signIn();
	const {accountList} = await center.sso.send(new ListAccountsCommand({accessToken}));
	expect(accountList).toEqual([
		{
			accountId: ownAccount,
			accountName: 'Practice',
			emailAddress: 'practice@example.com',
		},
		{
			accountId: other,
			accountName: 'Other team',
			emailAddress: 'other-team@example.com',
		},
	]);
	const rolesOf = async (accountId: string) => {
		const {roleList = []} = await center.sso.send(
			new ListAccountRolesCommand({accessToken, accountId}),
		);
		return roleList.map(({roleName}) => roleName);
	};

	expect(await rolesOf(ownAccount)).toEqual(['Administrator', 'ReadOnly']);
	expect(await rolesOf(other)).toEqual(['Administrator']);
});

test('thousands of accounts come in pages of at most a hundred, some without a name', async () => {
	await using center = await openIdentityCenter();
	await center.set({accounts: 1998});
	const {accessToken} = await center.signIn();
	const sizes = [];
	const accounts = [];
	for await (const {accountList = []} of paginateListAccounts(
		{client: center.sso, pageSize: 100},
		{accessToken},
	)) {
		sizes.push(accountList.length);
		accounts.push(...accountList);
	}

	expect(sizes).toEqual(Array.from({length: 20}, () => 100));
	expect(new Set(accounts.map(({accountId}) => accountId)).size).toBe(2000);
	expect(accounts.every(({accountId}) => /^\d{12}$/v.test(accountId ?? ''))).toBe(true);
	expect(accounts.filter(({accountName}) => accountName === undefined)).toHaveLength(19);
});

test.each([{maxResults: 101}, {maxResults: 0}, {nextToken: 'made-up'}, {nextToken: '-1'}])(
	'a page of %j is refused',
	async (page) => {
		await using center = await openIdentityCenter();
		const {accessToken} = await center.signIn();
		expect(
			await failureOf(center.sso.send(new ListAccountsCommand({accessToken, ...page}))),
		).toMatchObject({name: 'InvalidRequestException'});
	},
);

test.each([
	['a role that is not assigned', other, 'ReadOnly'],
	['an account that is not assigned', '123456789012', 'Administrator'],
])('%s is forbidden', async (_what, accountId, roleName) => {
	await using center = await openIdentityCenter();
	const {accessToken} = await center.signIn();
	await expect(center.roleKeys(accessToken, accountId, roleName)).rejects.toMatchObject({
		name: 'ForbiddenException',
		message: 'No access',
		$metadata: {httpStatusCode: 403},
	});
});

test('the roles of an account that is not assigned are not found', async () => {
	await using center = await openIdentityCenter();
	const {accessToken} = await center.signIn();
	expect(
		await failureOf(
			center.sso.send(new ListAccountRolesCommand({accessToken, accountId: '123456789012'})),
		),
	).toMatchObject({name: 'ResourceNotFoundException'});
});

test('the keys of a role say who they are, may use KMS, and lead to the role in IAM', async () => {
	await using center = await openIdentityCenter();
	const {accessToken} = await center.signIn();
	const keys = await center.roleKeys(accessToken, other, 'Administrator');
	expect((keys.expiration ?? 0) - Date.now()).toBeGreaterThan(3_500_000);
	const {world} = center;
	const {Arn = '', Account} = await world.sts(keys).send(new GetCallerIdentityCommand({}));
	expect(Account).toBe(other);
	expect(Arn).toMatch(
		/^arn:aws:sts::444455556666:assumed-role\/AWSReservedSSO_Administrator_[0-9a-f]{16}\/person$/v,
	);
	const {KeyMetadata} = await world.kms(keys).send(new CreateKeyCommand({}));
	expect(KeyMetadata?.AWSAccountId).toBe(other);

	const RoleName = Arn.split('/', 2)[1] ?? '';
	const {Role} = await world.iam(keys).send(new GetRoleCommand({RoleName}));
	expect(Role).toMatchObject({
		Path: '/aws-reserved/sso.amazonaws.com/',
		Arn: `arn:aws:iam::${other}:role/aws-reserved/sso.amazonaws.com/${RoleName}`,
	});
	const {EvaluationResults} = await world.iam(keys).send(
		new SimulatePrincipalPolicyCommand({
			PolicySourceArn: Role?.Arn,
			ActionNames: ['kms:CreateKey'],
		}),
	);
	expect(EvaluationResults?.[0]?.EvalDecision).toBe('allowed');
});

test('ReadOnly looks and does not write', async () => {
	await using center = await openIdentityCenter();
	const {accessToken} = await center.signIn();
	const keys = await center.roleKeys(accessToken, ownAccount, 'ReadOnly');
	const kms = center.world.kms(keys);
	await expect(kms.send(new ListKeysCommand({}))).resolves.toBeDefined();
	expect(await failureOf(kms.send(new CreateKeyCommand({})))).toMatchObject({
		name: 'AccessDeniedException',
	});
});

test('the keys of a role expire', async () => {
	await using center = await openIdentityCenter();
	await center.set({roleSeconds: 0});
	const {accessToken} = await center.signIn();
	const keys = await center.roleKeys(accessToken, ownAccount, 'Administrator');
	expect(await failureOf(center.world.kms(keys).send(new ListKeysCommand({})))).toMatchObject({
		name: 'ExpiredTokenException',
	});
	expect(
		await failureOf(center.world.sts(keys).send(new GetCallerIdentityCommand({}))),
	).toMatchObject({name: 'ExpiredToken'});
});

test('signing out ends this sign-in, its refresh token too, and no other', async () => {
	await using center = await openIdentityCenter();
	const [gone, kept] = [await center.signIn(), await center.signIn()];
	await center.sso.send(new LogoutCommand({accessToken: gone.accessToken}));
	await expect(
		center.sso.send(new ListAccountsCommand({accessToken: gone.accessToken})),
	).rejects.toMatchObject({
		name: 'UnauthorizedException',
		$metadata: {httpStatusCode: 401},
	});
	const {clientId, clientSecret, refreshToken} = gone;
	const refresh = center.oidc.send(
		new CreateTokenCommand({
			clientId,
			clientSecret,
			refreshToken,
			grantType: 'refresh_token',
		}),
	);
	expect(await failureOf(refresh)).toMatchObject({
		name: 'InvalidGrantException',
	});
	await expect(
		center.sso.send(new ListAccountsCommand({accessToken: kept.accessToken})),
	).resolves.toBeDefined();
});

test('an unknown token, and the wrong region, are refused everywhere', async () => {
	await using center = await openIdentityCenter();
	const {accessToken} = await center.signIn();
	const abroad = center.ssoAt('eu-west-1');
	for (const call of [
		center.sso.send(new ListAccountsCommand({accessToken: 'unknown'})),
		center.sso.send(new LogoutCommand({accessToken: 'unknown'})),
		center.roleKeys('unknown', ownAccount, 'Administrator'),
		abroad.send(new ListAccountsCommand({accessToken})),
	]) {
		expect(await failureOf(call)).toMatchObject({
			name: 'UnauthorizedException',
			message: 'Session token not found or invalid',
		});
	}

	const bare = await center.world.send('GET', '/assignment/accounts');
	expect(bare.status).toBe(401);
});

test.each([
	['throttle', 'TooManyRequestsException'],
	['expired-token', 'UnauthorizedException'],
	['denied', 'ForbiddenException'],
])('the fault %s is %s', async (kind, name) => {
	await using center = await openIdentityCenter();
	const {accessToken} = await center.signIn();
	await center.world.post('/_sandbox/faults', [
		{service: 'sso', operation: 'GetRoleCredentials', kind},
	]);
	expect(await failureOf(center.roleKeys(accessToken, ownAccount, 'ReadOnly'))).toMatchObject({
		name,
	});
});
