import * as z from 'zod';

const names = z.record(z.string(), z.string()).default({});

const entry = z.looseObject({
	version: z.string().optional(),
	dev: z.boolean().optional(),
	devOptional: z.boolean().optional(),
	dependencies: names,
	optionalDependencies: names,
	peerDependencies: names,
	peerDependenciesMeta: z
		.record(z.string(), z.object({optional: z.boolean().default(false)}))
		.default({}),
});

/** As much of a lock file as tells what needs what. */
export const lockFile = z.looseObject({
	packages: z.record(z.string(), entry),
});

type LockFile = z.infer<typeof lockFile>;

const place = {name: 'unbundled', version: '1.0.0'};

/**
The package and the lock file of a program that has these packages as dependencies, each in the version that `lock` has, with
everything they need and nothing else.
*/
export function unbundledLock(
	lock: LockFile,
	direct: readonly string[],
): {packageFile: object; lockFile: object} {
	const kept = new Set<string>();
	const keep = (from: string, name: string) => {
		const folder = folderOf(lock, from, name);
		if (folder === undefined || kept.has(folder)) {
			return;
		}

		kept.add(folder);
		for (const needed of neededBy(lock, folder)) {
			keep(folder, needed);
		}
	};

	for (const name of direct) {
		keep('', name);
	}

	const dependencies = Object.fromEntries(
		direct.map((name) => [name, lock.packages[`node_modules/${name}`]?.version ?? '*']),
	);
	const packages = Object.entries(lock.packages)
		.filter(([folder]) => kept.has(folder))
		.map(([folder, {dev, devOptional, ...rest}]) => [folder, rest] as const);
	const packageFile = {...place, dependencies};
	return {
		packageFile,
		lockFile: {
			...lock,
			...place,
			packages: {'': packageFile, ...Object.fromEntries(packages)},
		},
	};
}

function neededBy({packages}: LockFile, folder: string): string[] {
	const found = packages[folder];
	if (!found) {
		return [];
	}

	const {dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta} = found;
	const peers = Object.keys(peerDependencies).filter(
		(name) => peerDependenciesMeta[name]?.optional !== true,
	);
	return [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers];
}

/** Where Node finds a package that is asked for from a package's folder. */
function folderOf({packages}: LockFile, from: string, name: string): string | undefined {
	for (let folder = from; ;) {
		const found = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
		if (packages[found]) {
			return found;
		}

		if (folder === '') {
			return undefined;
		}

		const above = folder.lastIndexOf('/node_modules/');
		folder = above === -1 ? '' : folder.slice(0, above);
	}
}
