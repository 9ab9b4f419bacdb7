import {expect, test} from 'vitest';
import {listAccounts, listRoles, type SsoAccount} from '../../../source/aws/sso/portal.js';
import {SignInError} from '../../../source/aws/sso/sign-in-error.js';
import {fakeSecrets} from './fake-identity-center.js';
import {SignInHarness} from './sign-in-harness.js';

const {accessToken} = fakeSecrets;

function account(number: number) {
	return {
		accountId: String(100_000_000_000 + number),
		accountName: `Team ${number}`,
		emailAddress: `team${number}@example.com`,
	};
}

async function failureOf(work: Promise<unknown>): Promise<SignInError> {
	try {
		await work;
	} catch (error) {
		if (error instanceof SignInError) {
			return error;
		}

		throw error;
	}

	throw new Error('It worked, and it should not.');
}

async function allPages(harness: SignInHarness) {
	const pages: SsoAccount[][] = [];
	for await (const page of listAccounts({...harness.place, accessToken})) {
		pages.push([...page]);
	}

	return pages;
}

test('thousands of accounts come page by page', async () => {
	await using harness = await SignInHarness.open();
	const {center} = harness;
	center.accounts = Array.from({length: 2345}, (_, index) => account(index));
	const pages = await allPages(harness);
	expect(pages).toHaveLength(24);
	expect(pages[0]).toHaveLength(100);
	expect(new Set(pages.flat().map(({id}) => id)).size).toBe(2345);
	expect(center.requests[0]?.headers['x-amz-sso_bearer_token']).toBe(accessToken);
});

test('one can stop after the first page', async () => {
	await using harness = await SignInHarness.open();
	const {center, place} = harness;
	center.accounts = Array.from({length: 300}, (_, index) => account(index));
	const pages = listAccounts({...place, accessToken});
	await pages.next();
	await pages.return();
	expect(center.requests).toHaveLength(1);
});

test('an account may have no name or address, and what it has is fit to be drawn', async () => {
	await using harness = await SignInHarness.open();
	const {center, place} = harness;
	center.accounts = [
		{accountId: '111122223333'},
		{accountId: '111122224444', accountName: 'Red\u{1B}[31m\nteam'},
		{accountName: 'No number'},
	];
	const pages = listAccounts({...place, accessToken});
	const {value} = await pages.next();
	expect(value).toEqual([
		{id: '111122223333'},
		{id: '111122224444', name: String.raw`Red\u{1b}[31m\u{a}team`},
	]);
});

test('nobody is assigned anywhere: one empty page', async () => {
	await using harness = await SignInHarness.open();
	const pages = await allPages(harness);
	expect(pages).toEqual([[]]);
});

test('roles come sorted, from every page', async () => {
	await using harness = await SignInHarness.open();
	const {center, place} = harness;
	center.roles = [
		'ViewOnly',
		'AdministratorAccess',
		...Array.from({length: 150}, (_, index) => `Custom${index}`),
	];
	const roles = await listRoles({...place, accessToken}, '111122223333');
	expect(roles).toHaveLength(152);
	expect(roles[0]).toBe('AdministratorAccess');
	expect(roles.at(-1)).toBe('ViewOnly');
	expect(center.requests[0]?.query.get('account_id')).toBe('111122223333');
});

test('a sign-in that has ended says so', async () => {
	await using harness = await SignInHarness.open();
	const {center, place} = harness;
	const over = {name: 'UnauthorizedException', status: 401};
	center.fail('accounts', over);
	const error = await failureOf(allPages(harness));
	expect(error.reason).toBe('expired');
	expect(error.message).toBe('Your sign-in has ended.');
	center.fail('roles', over);
	const ofRoles = await failureOf(listRoles({...place, accessToken}, '1'));
	expect(ofRoles.reason).toBe('expired');
});

test('an account that is not theirs asks for another choice', async () => {
	await using harness = await SignInHarness.open();
	harness.center.fail('roles', {name: 'ForbiddenException', status: 403});
	const error = await failureOf(listRoles({...harness.place, accessToken}, '111122223333'));
	expect(error.reason).toBe('refused');
	expect(error.hint).toContain('Choose another');
});

test('listing can be stopped', async () => {
	await using harness = await SignInHarness.open();
	const error = await failureOf(
		listRoles({...harness.place, accessToken, signal: AbortSignal.abort()}, '111122223333'),
	);
	expect(error.reason).toBe('cancelled');
});
