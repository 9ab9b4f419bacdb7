import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	projectSlug,
	proposeRoleName,
	roleNameProblem,
	roleNames,
} from '../../../source/guides/secrets/role-names.js';
import {prefixFor} from '../../../source/guides/secrets/wanted-secrets.js';
import {isSecretNamePrefix} from '../../../source/policy/secrets-permissions.js';

const idOf = (project: number | string) => `workato_iam_external_id_12345_${project}`;

const named = (name: string, project: number | string = 640_118) => ({
	name,
	externalId: idOf(project),
});

test.each([
	['Orders', 'Orders'],
	['WorkatoDB_Project1', 'WorkatoDB_Project1'],
	['Sales Märketing', 'Sales-Marketing'],
	['Sales & Marketing (EMEA)', 'Sales-Marketing-EMEA'],
	['Paie été', 'Paie-ete'],
	['Łódź', 'Lodz'],
	['Smørrebrød, Ægir & Þór', 'Smorrebrod-AEgir-THor'],
	['Straße', 'Strasse'],
	['Đà Nẵng', 'Da-Nang'],
	['Iğdır İl', 'Igdir-Il'],
	['Hawaiʻi', 'Hawaii'],
	['ＡＢＣ ﬁnance ②', 'ABC-finance-2'],
	['Customer/360', 'Customer-360'],
	['Orders, EMEA', 'Orders-EMEA'],
	['a+b=c@d.e_f', 'a+b=c@d.e_f'],
	['R&D', 'R-D'],
	['Orders 🚀', 'Orders'],
	['Заказы', '640118'],
	['注文', '640118'],
	['給与 2', '2-640118'],
	['Orders 注文', 'Orders-640118'],
	['٣', '640118'],
	['...', '640118'],
	['🚀', '640118'],
])('the project %j is called %j in other names', (name, slug) => {
	expect(projectSlug(named(name))).toBe(slug);
	expect(proposeRoleName(named(name))).toBe(`Workato-${slug}`);
	expect(prefixFor('workato/{project}/', named(name))).toBe(`workato/${slug}/`);
});

test('without an ID a name that cannot be written has none; Workato’s API may say it', () => {
	expect(projectSlug({name: '注文'})).toBeUndefined();
	expect(proposeRoleName({name: '注文'})).toBe('Workato');
	expect(projectSlug({name: '注文', id: '77'})).toBe('77');
	expect(projectSlug({name: '注文', id: '../x'})).toBeUndefined();
	// The workspace's own external ID tells no project.
	expect(projectSlug({name: '注文', externalId: 'workato_iam_external_id_12345'})).toBeUndefined();
	expect(prefixFor('workato/{project}/', {name: '注文'})).toBeUndefined();
	expect(prefixFor('workato/', {name: '注文'})).toBe('workato/');
});

const names = fc.oneof(
	fc.string({unit: 'grapheme', minLength: 1, maxLength: 200}),
	fc.string({unit: 'binary', minLength: 1, maxLength: 200}),
	fc
		.array(fc.constantFrom(...'aZ0äßłøÆЗк注文,/&._+ -🚀'), {
			minLength: 1,
			maxLength: 100,
		})
		.map((signs) => signs.join('')),
);
const ids = fc.integer({min: 1, max: 10_000_000});

test('whatever a project is called: no slash, only characters that IAM and Secrets Manager take, in their lengths, and the same each time', () => {
	fc.assert(
		fc.property(names, ids, (name, id) => {
			const slug = projectSlug(named(name, id)) ?? '';
			expect(slug).toMatch(/^[+\-.=@_]*[\dA-Za-z][\w+\-.=@]*$/v);
			expect(slug).not.toMatch(/--|^-|-$/v);
			expect(projectSlug(named(name, id))).toBe(slug);
			expect(roleNameProblem(proposeRoleName(named(name, id)))).toBeUndefined();
			const prefix = prefixFor('workato/{project}/', named(name, id)) ?? '';
			expect(prefix.split('/')).toHaveLength(3);
			expect(isSecretNamePrefix(prefix.slice(0, 512))).toBe(true);
		}),
	);
});

test('names that lose something are told apart by their IDs; those that lose nothing are not changed by them', () => {
	fc.assert(
		fc.property(names, names, ids, ids, (one, other, first, second) => {
			fc.pre(first !== second);
			const isChanged = (name: string) =>
				projectSlug(named(name, first)) !== projectSlug(named(name, second));
			fc.pre(isChanged(one) && isChanged(other));
			expect(projectSlug(named(one, first))).not.toBe(projectSlug(named(other, second)));
			expect(proposeRoleName(named(one, first))).not.toBe(proposeRoleName(named(other, second)));
		}),
	);
});

test('no two roles of a setup are proposed under one name', () => {
	fc.assert(
		fc.property(fc.uniqueArray(names, {minLength: 2, maxLength: 20}), (projects) => {
			const roles = Array.from(roleNames(projects.map((name) => ({name}))), ([, role]) => role);
			expect(new Set(roles.map((role) => role.toLowerCase())).size).toBe(projects.length);
			expect(roles.flatMap((role) => roleNameProblem(role) ?? [])).toEqual([]);
		}),
	);
});
