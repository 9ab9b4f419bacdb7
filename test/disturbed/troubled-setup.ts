import {expect} from 'vitest';
import {type faultKinds} from '../../source/sandbox/world.js';
import {ageJournal} from '../end-to-end/age-journal.js';
import {writeSetupFile} from '../end-to-end/finished-setup.js';
import {homeSandbox} from '../end-to-end/home-sandbox.js';
import {freshHome} from '../support/fresh-home.js';
import {type KindOfSetup} from './kinds-of-setup.js';
import {runHere} from './run-here.js';
import {applying, leftIn, type Call, type Undisturbed} from './undisturbed.js';

type Fault = (typeof faultKinds)[number];
/** A fault at one call: this once, or at every such call from there on. */
export type Trouble = {
	readonly call: Call;
	/** How many calls come before it. */
	readonly position: number;
	readonly fault: Fault;
	readonly lasts: 'once' | 'from then on';
};

/** Every way in which these faults meet that kind of setup, for `test.each`. */
export function everyTrouble(kind: KindOfSetup, whole: Undisturbed, faults: readonly Fault[]) {
	return whole.calls.flatMap((call, position) =>
		faults
			.filter((fault) => isOfItsOwn(fault, call))
			.flatMap((fault) =>
				spansOf(fault).map((lasts) => ({
					name: kind.name,
					at: call.name,
					kind,
					whole,
					call,
					position,
					fault,
					lasts,
				})),
			),
	);
}

// A question changes nothing: whether AWS heard it before the line was cut is the same to both.
function isOfItsOwn(fault: Fault, {write}: Call): boolean {
	return write || fault !== 'reset-before';
}

// A clock that is off stays so.
function spansOf(fault: Fault): ReadonlyArray<Trouble['lasts']> {
	return fault === 'clock-skew' ? ['from then on'] : ['once', 'from then on'];
}

/** Every reply to a write that is lost, with and without what it should do. */
export function everyLostReply(kind: KindOfSetup, whole: Undisturbed) {
	return everyTrouble(kind, whole, ['reset-before', 'reset-after']).filter(
		({call, lasts}) => call.write && lasts === 'once',
	);
}

/** Lets a setup run while AWS shows what is new only after so many looks: it finishes right. */
export async function expectToBePatient(
	kind: KindOfSetup,
	{left}: Undisturbed,
	reads: number,
): Promise<void> {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const file = await writeSetupFile(home, await kind.prepare(aws.control));
	await aws.control('POST', '/_sandbox/consistency', {reads});
	const {code, stderr} = await runHere(home, applying(file), aws.env);
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(await leftIn(home)).toEqual(left);
}

/** Lets a setup meet a trouble (`reads`: while AWS shows what is new only after so many looks): it finishes right, or stops in clear words; run again without it, it ends as an undisturbed run does. */
export async function expectToGetOver(
	kind: KindOfSetup,
	{left}: Undisturbed,
	trouble: Trouble,
	{reads = 0}: {readonly reads?: number} = {},
): Promise<void> {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const file = await writeSetupFile(home, await kind.prepare(aws.control));
	await aws.control('POST', '/_sandbox/consistency', {reads});
	await aws.control('POST', '/_sandbox/faults', [faultOf(trouble)]);
	const met = await runHere(home, applying(file), aws.env);
	await aws.control('POST', '/_sandbox/faults', []);
	expectClearEnd(met, trouble);

	if (met.stdout.includes('Wait five minutes')) {
		// A key that may have been made blocks until AWS would show it.
		const early = await runHere(home, applying(file), aws.env);
		expect(early).toMatchObject({code: 3});
		expect(early.stderr).toContain('does not show one yet');
		expect(early.stderr).toContain('Nothing is written until then');
		await ageJournal(home);
	}

	const {code, stderr} = await runHere(home, applying(file), aws.env);
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(await leftIn(home)).toEqual(left);
}

function faultOf({call, position, fault, lasts}: Trouble): object {
	const times = lasts === 'once' ? 1 : 9999;
	const {service, operation, name} = call;
	const after = Number(name.split(' ').at(-1)) - 1;
	return fault === 'clock-skew'
		? {operation: '*', kind: fault, after: position, times}
		: {service, operation, kind: fault, after, times};
}

/** Those that a program which tries again gets over, unless AWS may have made a key that it does not show. */
const passing: ReadonlySet<Fault> = new Set([
	'throttle',
	'internal',
	'unavailable',
	'reset-before',
	'reset-after',
	'truncated',
	'hang',
]);
const mayHideKey: ReadonlySet<Fault> = new Set(['internal', 'unavailable', 'reset-before', 'hang']);
/** Those after which AWS, or the way to it, is the trouble rather than the one call. */
const accessTroubles: ReadonlySet<Fault> = new Set([
	'expired-token',
	'reset-before',
	'reset-after',
	'truncated',
	'hang',
]);

function mustFinish({call, fault, lasts}: Trouble): boolean {
	const isLikeNewKey = call.operation === 'CreateKey' && mayHideKey.has(fault);
	return fault === 'clock-skew' || (lasts === 'once' && passing.has(fault) && !isLikeNewKey);
}

function expectClearEnd(
	{code, stdout, stderr}: {code: number; stdout: string; stderr: string},
	trouble: Trouble,
): void {
	if (code === 0) {
		expect(stderr).toBe('');
		return;
	}

	const said = `${stdout}\n${stderr}`;
	expect(mustFinish(trouble), said).toBe(false);
	// It stopped before it wrote anything, or at a change, or left out a project that it could not look at.
	const hasBegun = stderr === '';
	const isLeftOut = stdout.includes('left out.') && !stdout.includes('Failed:');
	const isOne = hasBegun && (isLeftOut || !accessTroubles.has(trouble.fault));
	expect(code, said).toBe(isOne ? 1 : 3);
	const end = hasBegun ? stdout.slice(stdout.search(/^[→✘]/mv)) : stderr;
	// What failed, what was left as it is, and what to do.
	expect(end).toMatch(
		hasBegun
			? /^✘ (?:\d+\. Failed: \S[^\n]* \(\w+\)|AWS did not say \S[^\n]*: \S[^\n]*)$/mv
			: /^AWS did not (?:say|take) \S[^\n]*: \S/v,
	);
	expect(end).toMatch(
		/Nothing (?:is|was) (?:written|changed|lost)|Not done: \S|Unclear, since AWS did not answer: \S|\d of \d projects? done/v,
	);
	expect(end).toMatch(
		/[Rr]un the same command again|try again|or leave rotation as it is|Wait five minutes/v,
	);
	expect(end).not.toMatch(/should not|in workato-aws itself|undefined|\[object|^ +at /mv);
}
