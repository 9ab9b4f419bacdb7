import {expect, test} from 'vitest';
import {whoReadsWhat} from '../../../source/guides/secrets/who-reads-what.js';
import {found, observationOf, projectOf, secretArn, secretFacts} from './secrets-setup.js';

const seen = (...names: string[]) => ({
	role: {state: 'absent' as const},
	secrets: names.map((name) => ({
		wanted: secretArn(name),
		secret: found(secretFacts(secretArn(name))),
	})),
});

test('who reads what: overlaps are marked, nothing is called nothing, and each secret counts once', () => {
	const projects = [
		projectOf('Orders', {secrets: [secretArn('o/db'), secretArn('o/api')]}),
		projectOf('Customer', {secrets: {prefix: 'c/'}}),
		projectOf('Customer/360', {secrets: {prefix: 'c/360/'}}),
		projectOf('Archive', {secrets: {prefix: 'archive/'}}),
		projectOf('R&D', {secrets: {prefix: '{project}/'}}),
		projectOf('R & D', {secrets: {prefix: '{project}/'}}),
		projectOf('New', {secrets: undefined}),
		projectOf('Hidden', {secrets: {prefix: 'h/'}}),
	];
	const {summary, rows} = whoReadsWhat(
		projects,
		observationOf({
			Orders: seen('o/db', 'o/api'),
			Customer: seen('c/1', 'c/2', 'c/3', 'c/360/1'),
			'Customer/360': seen('c/360/1'),
			Archive: seen(),
			'R&D': seen('R-D/x'),
			'R & D': seen('R-D/x'),
			Hidden: {...seen(), secretsProblem: {code: 'AccessDenied', reason: ''}},
		}),
	);
	// Two, four (one of them Customer/360's, too), and one that both R-Ds read.
	expect(summary).toBe('8 projects, 7 secrets');
	expect(
		rows.map(
			({name, detail, isMarked, isNothing}) =>
				`${isMarked ? '! ' : ''}${isNothing ? '0 ' : ''}${name}: ${detail}`,
		),
	).toEqual([
		'Orders: 2 secrets: o/db and o/api',
		'! Customer: also reads what is for “Customer/360”; c/, 4 secrets: c/1, c/2, c/3 and 1 more',
		'Customer/360: c/360/, 1 secret: c/360/1; also read by “Customer”',
		'0 Archive: archive/, nothing there yet',
		'! R&D: shared with “R & D”; R-D/, 1 secret: R-D/x',
		'! R & D: shared with “R&D”; R-D/, 1 secret: R-D/x',
		'0 New: nothing chosen yet',
		'Hidden: h/, which AWS does not show',
	]);
});
