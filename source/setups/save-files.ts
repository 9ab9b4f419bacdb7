import {randomUUID} from 'node:crypto';
import {type Stats} from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import {errorCode, InputError} from '../diagnostic.js';
import {homePath} from '../terminal/command-line.js';
import {formatValue} from '../terminal/foreign-text.js';
import {systemReason} from './home-folder.js';

/** A text and the path of its file (`~/` is home). `isBeside`: nobody named that path, it only belongs beside one that was named. */
export type FileText = {file: string; text: string; isBeside?: boolean};

/** A file of a folder, by its bare name. */
export type NamedText = {name: string; text: string};

/** A file that would be replaced. `leadsTo`: the path that was named is a link, and this is the file at its end. */
export type ExistingFile = {file: string; leadsTo?: string};

/** Is asked once for all that would be replaced, and rejects when they are to stay. */
type MayReplace = (there: readonly ExistingFile[]) => Promise<void>;

/**
Writes files, all or none: each is written beside its place first, so that a full disk leaves what was there. A path that the person
named is written through a link, as a shell would, even where the link leads to nothing yet; a link that stands where a file belongs
`isBeside` is replaced. Rejects with `InputError`.
*/
export async function saveFiles(files: readonly FileText[], mayReplace: MayReplace): Promise<void> {
	const hint = 'Give another file with -o, or leave it out to print the text.';
	const places = await placesOf(files, hint);
	await askFor(places, mayReplace);
	const streams = places.filter(({isStream}) => isStream);
	for (const {file, named, text} of streams) {
		// A terminal or a pipe holds nothing that could be lost.
		await fs.writeFile(named, text).catch((error: unknown) => {
			throw notWritten(file, error, hint);
		});
	}

	await replaceAll(
		places.filter(({isStream}) => !isStream),
		(error, {file}, replaced) => notWritten(file, error, hint, replaced),
	);
}

/**
Writes files into a folder that the person named (`~/` is home), all or none, as `saveFiles` does; a folder that is not there is made.
Gives the whole path. Rejects with `InputError`.
*/
export async function saveFolder(
	name: string,
	files: readonly NamedText[],
	mayReplace: MayReplace,
): Promise<string> {
	const hint = 'Give another folder, or make room there.';
	const folder = path.resolve(homePath(name));
	const isNew = await makeFolder(folder, name, hint);
	try {
		const places = await placesOf(
			files.map((each) => ({
				file: path.join(folder, each.name),
				text: each.text,
				isBeside: true,
			})),
			hint,
		);
		await askFor(places, async () =>
			mayReplace(places.filter(({there}) => there).map(({file}) => ({file: path.basename(file)}))),
		);
		await replaceAll(places, (error, _at, replaced) => notWritten(name, error, hint, replaced));
		return folder;
	} catch (error) {
		if (isNew) {
			// What somebody else has put there meanwhile keeps the folder.
			await fs.rmdir(folder).catch(() => undefined);
		}

		throw error;
	}
}

/** The same for a screen, where nothing is replaced: the whole path, or why it is not written. */
export async function saveNewFolder(
	name: string,
	files: readonly NamedText[],
): Promise<{ok: true; path: string} | {ok: false; reason: string}> {
	try {
		const folder = await saveFolder(name, files, async ([first]) => {
			throw new InputError(
				'export-not-written',
				`${formatValue(path.join(name, first?.file ?? ''))} is there already, and is left as it is.`,
				'Give another folder.',
			);
		});
		return {ok: true, path: folder};
	} catch (error) {
		if (error instanceof InputError) {
			return {ok: false, reason: `${error.message} ${error.hint}`};
		}

		throw error;
	}
}

type Target = {
	file: string;
	text: string;
	/** The path as the system takes it. */
	named: string;
	there: Stats | undefined;
	leadsTo?: string;
	/** It is no file: a terminal, a pipe, a device. */
	isStream: boolean;
	/** A link that leads to nothing yet. */
	isDangling: boolean;
};

// What stands at each path. A folder in the place of a file stops it, and so does what cannot be looked at.
async function placesOf(files: readonly FileText[], hint: string): Promise<Target[]> {
	const places: Target[] = [];
	for (const {file, text, isBeside = false} of files) {
		const named = homePath(file);
		const statOf = async (stat: (name: string) => Promise<Stats>) =>
			stat(named).catch((error: unknown) => {
				if (errorCode(error) === 'ENOENT') {
					return undefined;
				}

				throw notWritten(file, error, hint);
			});
		const own = await statOf(fs.lstat);
		const isLink = own?.isSymbolicLink() ?? false;
		const there = isLink && !isBeside ? await statOf(fs.stat) : own;
		if (there?.isDirectory()) {
			throw notWritten(file, Object.assign(new Error('folder'), {code: 'EISDIR'}), hint);
		}

		const leadsTo =
			isLink && there?.isFile()
				? await fs.realpath(named).catch((error: unknown) => {
						throw notWritten(file, error, hint);
					})
				: undefined;
		places.push({
			file,
			text,
			named,
			there,
			...(leadsTo !== undefined && {leadsTo}),
			isStream: !isBeside && there !== undefined && !there.isFile(),
			isDangling: isLink && there === undefined,
		});
	}

	return places;
}

async function askFor(places: readonly Target[], mayReplace: MayReplace): Promise<void> {
	const taken = places.filter(({there, isStream}) => there && !isStream);
	if (taken.length > 0) {
		await mayReplace(
			taken.map(({file, leadsTo}) => ({file, ...(leadsTo !== undefined && {leadsTo})})),
		);
	}
}

/*
All are written beside their places before the first one takes its place. `problemOf` says what went wrong, and which of the files that
were there were replaced before.
*/
async function replaceAll(
	places: readonly Target[],
	problemOf: (error: unknown, at: Target, replaced: readonly string[]) => InputError,
): Promise<void> {
	const drafts: Array<{draft: string; target: string; place: Target}> = [];
	const written = new Set<Target>();
	const isNew: string[] = [];
	let [at] = places;
	try {
		for (const place of places) {
			at = place;
			const {named, there, text, isDangling} = place;
			if (isDangling) {
				// The system makes what the link leads to, where it lets us follow that link.
				await fs.writeFile(named, '', {flag: 'a'});
				isNew.push(await fs.realpath(named));
			}

			const target = isDangling || there?.isFile() ? await fs.realpath(named) : named;
			const draft = path.join(path.dirname(target), `.${randomUUID()}.tmp`);
			drafts.push({draft, target, place});
			await fs.writeFile(draft, text, {flag: 'wx', flush: true});
			if (there?.isFile()) {
				await fs.chmod(draft, there.mode);
			}
		}

		for (const {draft, target, place} of drafts) {
			at = place;
			await fs.rename(draft, target);
			written.add(place);
			if (!place.there) {
				isNew.push(target);
			}
		}
	} catch (error) {
		for (const file of [...drafts.map(({draft}) => draft), ...isNew]) {
			await fs.rm(file, {force: true});
		}

		const replaced = [...written].flatMap(({file, there}) => (there ? [path.basename(file)] : []));
		throw at && errorCode(error) !== '' ? problemOf(error, at, replaced) : error;
	}
}

// Makes the folder where there is none; true when it did.
async function makeFolder(folder: string, name: string, hint: string): Promise<boolean> {
	try {
		const there = await fs.stat(folder).catch((error: unknown) => {
			if (errorCode(error) === 'ENOENT') {
				return undefined;
			}

			throw error;
		});
		if (there && !there.isDirectory()) {
			throw Object.assign(new Error('no folder'), {code: 'EEXIST'});
		}

		if (!there) {
			const link = await fs.lstat(folder).catch(() => undefined);
			if (link?.isSymbolicLink()) {
				throw Object.assign(new Error('dangling'), {code: dangling});
			}

			await fs.mkdir(folder);
		}

		return !there;
	} catch (error) {
		throw notWritten(name, error, hint);
	}
}

const dangling = 'dangling';

function notWritten(
	name: string,
	error: unknown,
	hint: string,
	replaced: readonly string[] = [],
): InputError {
	return new InputError(
		'export-not-written',
		`${formatValue(name, 60)} cannot be written: ${reasons[errorCode(error)] ?? systemReason(error)}. ${
			replaced.length === 0 ? 'Nothing was written.' : `Only this was: ${replaced.join(', ')}.`
		}`,
		hint,
	);
}

const reasons: Readonly<Record<string, string>> = {
	[dangling]: 'it is a link to a folder that is not there',
	EISDIR: 'it is a folder, and a file belongs there',
	ENOENT: 'the folder that it would be in is not there',
};
