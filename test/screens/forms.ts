import {supportsColor, supportsUnicode} from '../../source/terminal/symbols.js';
import {formProblems} from './form-problems.js';
import type {Scene} from './scene.js';
import {openStage, type Look} from './stage.js';

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

/** Opens a scene in the first of these looks and windows, and draws it in each; what is wrong in each, with the frame. */
export async function problemsIn(
	scene: Scene,
	through: ReadonlyArray<(typeof looks)[number]>,
	windows: ReadonlyArray<readonly [columns: number, rows: number]>,
): Promise<string[]> {
	const [look = looks[0]!] = through;
	const [[columns, rows] = [80, 24]] = windows;
	await using stage = await openStage(scene, {...look, columns, rows});
	const problems: string[] = [];
	for (const {name, ...each} of through) {
		await stage.restyle(each);
		for (const [wide, high] of windows) {
			await stage.resize(wide, high);
			const form = {...each, columns: wide, rows: high};
			const found = formProblems(stage.frame(), scene, form);
			if (found.length > 0) {
				problems.push(
					`${scene.id} at ${wide}x${high}, ${name}: ${found.join('; ')}\n${stage.frame()}`,
				);
			}
		}
	}

	return problems;
}
