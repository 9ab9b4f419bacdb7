import type * as z from 'zod';
import {type JsonObject} from '../json.js';
import {formatValue, quoteValue} from '../terminal/foreign-text.js';
import {nearest} from '../terminal/names.js';
import {InputError} from '../diagnostic.js';
import {checkShape} from './check-shape.js';
import {checkSetupName} from './setup-name.js';
import {yamlToJson} from './yaml-to-json.js';

/** For each guide's name, the shape of its setup file: a strict object with `guide`, `name` and the guide's answers. */
export type GuideShapes = Readonly<Record<string, z.ZodType<{guide: string; name: string}>>>;

const longest = 1024 * 1024;

/**
Reads a setup file (YAML or JSON, at most 1 MB) and checks it against its guide's shape. `name` defaults to the guide's
name. Whatever is wrong comes as an `InputError`: with line and column where the text cannot be read, with the field
otherwise.
*/
export function readSetupFile<S extends GuideShapes>(
	text: string,
	fileName: string,
	guides: S,
): z.output<S[keyof S]> {
	const file = formatValue(fileName, 60);
	if (text.length > longest) {
		throw tooLarge(file);
	}

	const content = yamlToJson(text, file);
	const shape = shapeFor(content, file, guides);
	const setup = checkShape({name: content.guide, ...content}, shape, file);
	const problem = checkSetupName(setup.name);
	if (problem !== undefined) {
		throw invalid(`${file}: name: ${problem}`);
	}

	return setup;
}

/** The error for a file that is not even looked at. */
export function tooLarge(file: string): InputError {
	return invalid(`${file} is larger than 1 MB, too large for a setup file.`);
}

function shapeFor<S extends GuideShapes>(content: JsonObject, file: string, guides: S): S[keyof S] {
	const {guide} = content;
	const names = Object.keys(guides);
	const known = names.map((name) => `"${name}"`).join(' or ');
	if (guide === undefined) {
		const near = nearest('guide', Object.keys(content));
		throw invalid(
			near === undefined
				? `${file}: guide: missing; expected ${known}`
				: `${file}: ${formatValue(near, 60)}: unknown field; did you mean "guide"?`,
		);
	}

	if (typeof guide === 'string' && isGuide(guide, guides)) {
		const name: keyof S = guide;
		return guides[name];
	}

	const meant = typeof guide === 'string' ? nearest(guide, names) : undefined;
	throw invalid(
		meant === undefined
			? `${file}: guide: expected ${known}, got ${quoteValue(guide)}`
			: `${file}: guide: there is no guide ${quoteValue(guide)}; did you mean "${meant}"?`,
	);
}

function isGuide<S extends GuideShapes>(name: string, guides: S): name is keyof S & string {
	return Object.hasOwn(guides, name);
}

function invalid(message: string): InputError {
	return new InputError(
		'setup-file-invalid',
		message,
		'Correct the file and run this again. Nothing was changed.',
	);
}
