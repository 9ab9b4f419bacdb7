import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {renderToString} from 'ink';
import {expect, test} from 'vitest';
import {describeAwsError} from '../../source/aws/errors.js';
import {type Change} from '../../source/resources/call.js';
import {checkLines} from '../../source/cli/check-text.js';
import {lineText, openOutput} from '../../source/cli/context.js';
import {planLines} from '../../source/cli/plan-text.js';
import {leftOutLines} from '../../source/cli/run-changes.js';
import {Checklist} from '../../source/ui/checklist.js';
import {ScrollBox} from '../../source/ui/scroll-box.js';
import {exportSetup} from '../../source/guides/export-setup.js';
import {ekmGuide} from '../../source/guides/ekm/ekm-guide.js';
import {type Check, type Fact, type Plan, type Warning} from '../../source/guides/guide.js';
import {secretsGuide} from '../../source/guides/secrets/secrets-guide.js';
import {changeLines, factLines} from '../../source/guides/steps/changes-view.js';
import {type Json} from '../../source/json.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {
	escapeOdd,
	formatJson,
	formatName,
	formatProse,
	formatValue,
	formatWord,
	quoteText,
} from '../../source/terminal/foreign-text.js';
import {symbols} from '../../source/terminal/symbols.js';
import {awsAnswer} from '../aws/aws-answer.js';
import {openHome} from '../cli/run-tool.js';
import {savedSetup} from '../engine/export/saved-setups.js';
import {
	found as foundKey,
	key,
	ownerStatement,
	policyOf,
	seen,
	workatos,
} from './ekm/ekm-observation.js';
import {answersOf as ekmAnswersOf, setupOf} from './ekm/ekm-setup.js';
import {
	answersOf,
	found,
	observationOf,
	projectOf,
	roleOf,
	secretArn,
	secretFacts,
	seenOf,
	trustOf,
} from './secrets/secrets-setup.js';

const seed = 20_262;

/** What hides, forges a review, leaves its line, or ends its quotation marks. */
const hostileText = fc
	.array(
		fc.constantFrom(
			'\u{1B}]',
			'\u{9D}',
			'\u{1B}[2J',
			'\u{202E}',
			'\u{200B}',
			'\u{A0}',
			'\u{E000}',
			'e\u{301}',
			'\n',
			'\n'.repeat(3),
			'\r\n',
			'\t',
			' '.repeat(5),
			'”. Nothing else would be changed.',
			'"',
			String.raw`\u{9d}`,
			'✔ Pass: x',
			'\n2. Delete it (kms:X)\n     + {',
			'a',
		),
		{minLength: 1, maxLength: 5},
	)
	// Start and end are nowhere else, so that the value is found again.
	.map((parts) => `Zq9${parts.join('').slice(0, 48)}Q`);

/** A value that needs no escapes, in a place where the same hostile value stands the other time. */
const benign = 'zqxzqx';

type Outcome = {
	plan: Plan;
	checks: Check[];
	warnings: Warning[];
	notes: string[];
	facts: Fact[];
};

/** Everything that an outcome says, on every output that has lines. */
function allLines({plan, checks, warnings, notes}: Outcome): string[] {
	const written: string[] = [];
	const writer = {
		write(text: string) {
			written.push(text);
		},
	};
	for (const {env, isScreenReader, isJson} of [
		{env: {LANG: 'C.UTF-8'}, isScreenReader: false, isJson: false},
		{env: {LANG: 'C'}, isScreenReader: false, isJson: false},
		{env: {LANG: 'C.UTF-8'}, isScreenReader: true, isJson: false},
		{env: {LANG: 'C.UTF-8'}, isScreenReader: false, isJson: true},
	]) {
		const output = openOutput(
			{stdout: writer, stderr: writer, env},
			{isJson, isScreenReader, platform: 'linux'},
		);
		output.say(
			...notes,
			...warnings.map(({message}) => message),
			...planLines(plan.changes, {symbols: output.symbols, columns: 1000}),
			...leftOutLines(plan.blockers, output.symbols),
			...checkLines(
				[{name: 'n', guide: 'g', account: '', region: '', checks}],
				output.symbols,
				'all',
			),
		);
	}

	return written.join('').split('\n');
}

const views = ['summary', 'diff', 'json', 'commands'] as const;

/** The same on the screens, drawn. */
function screens(
	{plan, checks, facts}: Outcome,
	columns: number,
	shown: (typeof views)[number],
): string {
	return [
		<ScrollBox
			key="review"
			rows={400}
			lines={[
				...factLines(facts, symbols(true)),
				...changeLines(plan.changes, shown, {
					symbols: symbols(true),
					columns,
					session: {region: 'us-east-1', sandbox: false},
					isReasoned: true,
				}),
			]}
		/>,
		<Checklist key="checklist" rows={400} checks={checks} />,
	]
		.map((element) => renderToString(element, {columns}))
		.join('\n');
}

// What Ink itself writes to style.
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- these are what is looked for.
const style = /\u{1B}\[[\d;]*m/gv;

const ascii = (text: string) => text.replaceAll(/[“”]/gv, '"');

/** The lines with a mark in place of the value, however it stands there, with or without quotation marks around it. */
function skeleton(lines: readonly string[], value: string): string[] {
	const inJson = formatJson(value).slice(1, -1);
	const forms = [
		quoteText(value),
		// As a part of what stands in quotation marks.
		quoteText(value).slice(1, -1),
		quoteText(value, 120, ['"', '"']),
		formatWord(value),
		formatName(value),
		formatValue(value),
		formatProse(value, 500),
		inJson,
		// A policy within a call's input is JSON within JSON.
		formatJson(inJson).slice(1, -1),
	]
		.flatMap((form) => [form, ascii(form)])
		.toSorted((one, other) => other.length - one.length);
	return lines.map((line) => {
		let left = line;
		for (const form of forms) {
			left = left.replaceAll(form, () => '⟦⟧');
		}

		return left.includes('⟦⟧') ? left.replaceAll(/["“”]/gv, '') : left;
	});
}

function expectSafe(text: string): void {
	for (const line of text.split('\n')) {
		expect(escapeOdd(line)).toBe(line);
	}
}

function expectJsonSafe(value: Json, text: string): void {
	expectSafe(text);
	expect(JSON.parse(text)).toEqual(structuredClone(value));
}

const asJson = (changes: readonly Change[]): Json =>
	changes.map(({title, why, call}) => ({title, why, call: {...call}}));

/** An outcome of each guide with a text of somebody else's in one of the places that take any text. */
const places: Record<string, (text: string) => Outcome> = {
	'the Sid of a statement': (text) => ekm({policy: [{...workatos, Sid: text, Action: 'kms:*'}]}),
	'a value of a condition': (text) =>
		ekm({
			policy: [
				workatos,
				{
					...workatos,
					Sid: 'Own',
					Principal: {AWS: 'arn:aws:iam::444455556666:root'},
					Condition: {StringEquals: {'kms:EncryptionContext:app': text}},
				},
				{...workatos, Sid: 'Next', Principal: '*', Action: 'kms:*'},
			],
		}),
	'the key of a condition': (text) =>
		ekm({
			policy: [
				{
					...workatos,
					Principal: '*',
					Condition: {StringEquals: {[`${text}:x`]: 'a'}},
				},
			],
		}),
	'an action': (text) => ekm({policy: [{...workatos, Principal: '*', Action: `kms:${text}`}]}),
	'a principal': (text) => ekm({policy: [{...workatos, Principal: {AWS: `arn:${text}`}}]}),
	'the description of a key': (text) => ekm({description: text}),
	'an error of AWS': (text) =>
		ekm({
			error: describeAwsError(awsAnswer('AccessDeniedException', 400, `Denied: ${text}.`)).message,
		}),
	'the Sid of a trust statement': (text) => secrets({sid: text}),
	'the name of a policy of a role': (text) => secrets({policy: text}),
	'a project that another setup tagged': (text) => secrets({tag: text}),
	'the name of a project': (text) => secrets({project: text.trim()}),
};

function ekm({
	policy = [],
	description = '',
	error,
}: {
	policy?: Parameters<typeof policyOf>;
	description?: string;
	error?: string;
}): Outcome {
	const saved = setupOf({
		key: {create: {alias: 'workato-ekm', description: 'another'}},
	});
	const answers = ekmAnswersOf(saved);
	const observation = seen({
		key: foundKey({...key, description}),
		policy: foundKey(policyOf(ownerStatement, ...policy)),
		...(error !== undefined && {
			rotation: {state: 'unknown', code: 'AccessDenied', reason: error},
		}),
	});
	const identity = observation.identity.state === 'found' ? observation.identity.value : undefined;
	const plan = ekmGuide.plan(answers, observation, saved);
	return {
		plan,
		facts: identity ? (ekmGuide.facts?.(plan.changes, {answers, identity, saved}) ?? []) : [],
		// Whether AWS takes such a text at all is a row that says more where it does not.
		checks: ekmGuide.check(answers, observation, saved).filter(({id}) => id !== 'policy-valid'),
		warnings: identity ? ekmGuide.warnings(answers, identity, observation, saved) : [],
		notes: ekmGuide.leftAsIs?.(answers, observation, saved) ?? [],
	};
}

function secrets({
	project = 'Payroll',
	sid,
	policy,
	tag,
}: {
	project?: string;
	sid?: string;
	policy?: string;
	tag?: string;
}): Outcome {
	const answers = answersOf([
		projectOf(project, {
			externalId: 'workato_iam_external_id_12345_1',
			secrets: [secretArn('db')],
			role: {use: 'Workato-Payroll'},
		}),
	]);
	const trust = trustOf('Payroll');
	const role = roleOf('Payroll', {
		foundBy: 'answer',
		trust: {
			...trust,
			Statement: [
				...trust.Statement,
				...(sid === undefined
					? []
					: [
							{
								Sid: sid,
								Effect: 'Allow',
								Principal: {AWS: '*'},
								Action: 'sts:AssumeRole',
							},
						]),
			],
		},
		...(policy !== undefined && {
			inline: [
				{
					name: policy,
					document: policyOf({Effect: 'Allow', Action: '*', Resource: '*'}),
				},
			],
		}),
		...(tag !== undefined && {
			tags: {'workato-aws:project': tag, 'workato-aws:setup': tag},
		}),
	});
	const arn = secretArn('db');
	const observation = observationOf({
		[project]: seenOf('Payroll', {
			role: found(role),
			secrets: [{wanted: arn, secret: found(secretFacts(arn))}],
		}),
	});
	const saved = {
		...setupOf(),
		setup: {...answers, projects: undefined},
	};
	const identity = observation.identity.state === 'found' ? observation.identity.value : undefined;
	const plan = secretsGuide.plan(answers, observation, saved);
	return {
		plan,
		facts: identity ? (secretsGuide.facts?.(plan.changes, {answers, identity, saved}) ?? []) : [],
		checks: secretsGuide.check(answers, observation, saved),
		warnings: identity ? secretsGuide.warnings(answers, identity, observation, saved) : [],
		notes: [],
	};
}

// A name with such a character is refused, and there is one more sentence that says so.
const refusedFor = new Set(['the name of a project']);

test.each(Object.keys(places))(
	'hostile text in %s hides nothing, forges nothing, and stays where it belongs',
	(place) => {
		const outcomeOf = places[place]!;
		const expected = skeleton(allLines(outcomeOf(benign)), benign);
		expect(expected.join('\n')).toContain('⟦⟧');
		fc.assert(
			fc.property(hostileText, (text) => {
				const outcome = outcomeOf(text);
				const value = place === 'the name of a project' ? text.trim() : text;
				const lines = allLines(outcome);
				expectSafe(lines.join('\n'));
				if (!refusedFor.has(place)) {
					expect(skeleton(lines, value)).toEqual(expected);
				}

				const drawn = screens(
					outcome,
					text.length % 2 === 0 ? 40 : 80,
					views[Math.floor(text.length / 2) % views.length] ?? 'summary',
				);
				expectSafe(drawn.replaceAll(style, ''));
				const json = asJson(outcome.plan.changes);
				expectJsonSafe(json, formatJson(json));
			}),
			{seed, numRuns: 12},
		);
	},
);

test('a project whose name does not show as itself is refused; its rows stay one line each', () => {
	fc.assert(
		fc.property(hostileText, (text) => {
			const name = text.trim();
			const {plan, checks} = secrets({project: name});
			expect(plan.blockers.some(({code}) => code === 'ProjectName')).toBe(escapeOdd(name) !== name);
			const lines = checkLines(
				[{name: 'n', guide: 'g', account: '', region: '', checks}],
				symbols(true),
				'all',
			).map((line) => lineText(line));
			const rows = checks.reduce(
				(sum, {status, detail, fix}) =>
					sum + 1 + (detail === '' ? 0 : 1) + (status === 'pass' || fix === '' ? 0 : 1),
				0,
			);
			// The setup's heading, the project's, an empty line, and the summary.
			expect(lines.join('\n').split('\n')).toHaveLength(rows + 4);
		}),
		{seed, numRuns: 200},
	);
});

test.each(['permissions', 'cloudformation', 'terraform', 'shell'] as const)(
	'an export as %s says what is sent, or is refused in one safe sentence',
	async (format) => {
		let made = 0;
		await fc.assert(
			fc.asyncProperty(hostileText, async (text) => {
				const description = text.trim();
				const saved = savedSetup({
					key: {create: {alias: 'workato-ekm', description}},
				});
				const [first] = await Promise.allSettled([exportSetup(format, saved)]);
				const isRefused = escapeOdd(description) !== description;
				if (isRefused) {
					expect(first.status).toBe('rejected');
					expectSafe(first.status === 'rejected' ? String(first.reason) : '');
				} else if (first.status === 'fulfilled') {
					made++;
					expectSafe(first.value.text.replaceAll('\t', ' '));
					expect(format === 'permissions' || carries(first.value.text, description)).toBe(true);
				} else {
					// Some formats give a few plain signs a meaning of their own.
					expectSafe(String(first.reason));
				}
			}),
			{seed, numRuns: 40},
		);
		expect(made).toBeGreaterThan(1);
	},
);

/** Whether a text stands in an export as it is sent, in the quotation marks of its language. */
function carries(exported: string, text: string): boolean {
	const json = JSON.stringify(text).slice(1, -1);
	return [text, json, json.replaceAll("'", String.raw`'\''`), text.replaceAll("'", "''")].some(
		(form) => exported.includes(form),
	);
}

/** The places of all texts in a value, as a list of keys. */
function textsIn(value: unknown, at: string[] = []): string[][] {
	return typeof value === 'string'
		? [at]
		: typeof value === 'object' && value !== null
			? Object.entries(value).flatMap(([name, inner]) => textsIn(inner, [...at, name]))
			: [];
}

function withText(value: unknown, [name, ...rest]: string[], text: string): unknown {
	if (name === undefined) {
		return text;
	}

	return Array.isArray(value)
		? value.map((inner: unknown, index) =>
				String(index) === name ? withText(inner, rest, text) : inner,
			)
		: Object.fromEntries(
				Object.entries(value ?? {}).map(([field, inner]) => [
					field,
					field === name ? withText(inner, rest, text) : inner,
				]),
			);
}

test('hostile text anywhere in a saved file is safe wherever setups are listed', async () => {
	const {home, run} = openHome();
	const folder = path.join(home, 'setups');
	const store = openSetupStore(folder);
	store.create(setupOf().setup, {
		account: '111122223333',
		source: 'profile dev',
	});
	const file = path.join(folder, 'production.json');
	const good: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
	const spots = textsIn(good);
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...spots), hostileText, async (spot, text) => {
			fs.writeFileSync(file, JSON.stringify(withText(good, spot, text)));
			const words = await run(['list']);
			expectSafe(words.stdout + words.stderr);
			const json = await run(['list', '--json']);
			expectSafe(json.stdout + json.stderr);
			expect(json.json).toMatchObject({version: 1});
		}),
		{seed, numRuns: 30},
	);
});

test('hostile text in any field of a setup file is refused or shown in safe words', async () => {
	const {run, write} = openHome();
	const codes = new Set<number>();
	const good = [
		{...setupOf().setup, region: 'us-east-1'},
		answersOf([projectOf('Payroll', {role: {create: {name: 'W'}}})]),
	];
	const spots = good.flatMap((setup, index) =>
		textsIn(setup).map((spot) => ({setup: good[index], spot})),
	);
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...spots), hostileText, async ({setup, spot}, text) => {
			const file = write(JSON.stringify(withText(setup, spot, text)), 'x.json');
			const {stdout, stderr, code} = await run(['apply', '-f', file, '--sandbox', '--dry-run']);
			expectSafe(stdout + stderr);
			expect([0, 2]).toContain(code);
			codes.add(code);
		}),
		{seed, numRuns: 30},
	);
	expect(codes).toEqual(new Set([0, 2]));
});
