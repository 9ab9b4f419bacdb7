import {expect, test} from 'vitest';
import {keepAnswers} from '../../source/app/keep-setup.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {temporaryFolder} from '../setups/temporary-folder.js';

const ids = ['scope', 'projects', 'review'];

/** Two processes that have the same setup open. */
function twoWindows() {
	const store = openSetupStore(temporaryFolder());
	const {saved} = store.create({guide: 'secrets', name: 'Production'});
	const open = () => keepAnswers({store, name: 'production', ids}, saved);
	return {store, one: open(), other: open()};
}

test('different answers from two processes are both kept', () => {
	const {store, one, other} = twoWindows();
	one.save('scope', {scope: 'project'});
	other.save('scope', {workatoAccountId: '353360065216'});
	one.save('scope', {scope: 'workspace'});
	expect(store.read('production').setup).toMatchObject({
		scope: 'workspace',
		workatoAccountId: '353360065216',
	});
});

test('the same answer from a second process is refused, told, and can be given again', async () => {
	const {store, one, other} = twoWindows();
	one.save('projects', {projects: [{name: 'a'}]});
	const refused = {projects: [{name: 'b'}]};
	expect(() => other.save('projects', refused)).toThrow(
		/Another workato-aws has changed “projects” of this setup meanwhile/v,
	);
	expect(other.isRefused()).toBe(true);
	await Promise.resolve();
	expect(other.isRefused()).toBe(false);
	const {saved, isNews} = other.readAgain();
	expect(saved.setup.projects).toEqual([{name: 'a'}]);
	expect(isNews).toBe(true);
	expect(other.readAgain().isNews).toBe(false);
	other.save('projects', refused);
	expect(store.read('production').setup.projects).toEqual([{name: 'b'}]);
});

test('one process may change its answer as often as it likes, and the same answer twice is no clash', () => {
	const {store, one, other} = twoWindows();
	one.save('scope', {scope: 'project'});
	one.save('scope', {scope: 'workspace'});
	other.save('scope', {scope: 'workspace'});
	other.save('scope', {scope: undefined});
	expect(store.read('production').setup).toEqual({
		guide: 'secrets',
		name: 'Production',
	});
});

test('one’s own answer is no news, whatever is left out in it', () => {
	const {one} = twoWindows();
	one.save('projects', {projects: [{name: 'a', externalId: undefined}]});
	expect(one.readAgain().isNews).toBe(false);
});

test('one’s own answer with something left out in it is changed again without a clash', () => {
	const {store, one} = twoWindows();
	one.save('projects', {projects: [{name: 'a', secrets: undefined}]});
	one.save('projects', {projects: [{name: 'a', secrets: {prefix: 'rnd/'}}]});
	expect(store.read('production').setup.projects).toEqual([{name: 'a', secrets: {prefix: 'rnd/'}}]);
});
