import packageFile from '../../package.json' with {type: 'json'};

/** This program's version, from its package.json. */
export function programVersion(): string {
	return packageFile.version;
}
