import {supportsColor, supportsUnicode} from '../../source/terminal/symbols.js';
import {formProblems} from './form-problems.js';
import type {Scene} from './scene.js';
import {openStage, type Form} from './stage.js';

type Look = Omit<Form, 'columns' | 'rows'>;

/** Kinds of terminals, by what they tell of themselves. */
const terminals: ReadonlyArray<
	readonly [name: string, env: Record<string, string>, platform?: string]
> = [
	['colour and Unicode', {LANG: 'en_GB.UTF-8', TERM: 'xterm-256color'}],
	['NO_COLOR', {LANG: 'en_GB.UTF-8', NO_COLOR: '1'}],
	['NO_COLOR, but FORCE_COLOR', {NO_COLOR: '1', FORCE_COLOR: '1'}],
	['the Linux console', {LANG: 'C.UTF-8', TERM: 'linux'}],
	['a dumb terminal', {LANG: 'C.UTF-8', TERM: 'dumb'}],
	['a locale without Unicode', {LANG: 'C'}],
	['the old Windows console', {}, 'win32'],
	['the Windows Terminal', {WT_SESSION: '1'}, 'win32'],
];

/** The looks that screens have: which terminals have each of them, and what can be drawn there. */
export const looks: ReadonlyArray<Look & {readonly name: string}> = [
	[true, true],
	[true, false],
	[false, true],
	[false, false],
].map(([hasUnicode = true, hasColor = true]) => ({
	hasUnicode,
	hasColor,
	name: terminals
		.filter(
			([, env, platform = 'linux']) =>
				supportsUnicode(env, platform) === hasUnicode && supportsColor(env) === hasColor,
		)
		.map(([name]) => name)
		.join('; '),
}));

/** Every size that a screen has to bear: columns by rows. */
export const sizes = [40, 80, 120, 200].flatMap((columns) =>
	[15, 24, 60].map((rows) => [columns, rows] as const),
);

/** Opens a scene and resizes it through these sizes; what is wrong at each, with the frame. */
export async function problemsIn(
	scene: Scene,
	look: Look,
	through: ReadonlyArray<readonly [columns: number, rows: number]>,
): Promise<string[]> {
	const [[columns, rows] = [80, 24]] = through;
	await using stage = await openStage(scene, {...look, columns, rows});
	const problems: string[] = [];
	for (const [wide, high] of through) {
		await stage.resize(wide, high);
		const form = {...look, columns: wide, rows: high};
		const found = formProblems(stage.frame(), scene, form);
		if (found.length > 0) {
			problems.push(`${scene.id} at ${wide}x${high}: ${found.join('; ')}\n${stage.frame()}`);
		}
	}

	return problems;
}
