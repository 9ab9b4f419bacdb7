import fs from 'node:fs';
import {expect, test} from 'vitest';

/** What leans on how another package is written inside, and the version of that package it was looked at with. */
const leaning: ReadonlyArray<readonly [name: string, version: string, who: string]> = [
	['@smithy/core', '3.41', 'source/aws/answers.ts'],
	['yoga-layout', '3.2', 'source/packaging/bundle-plugins.ts'],
	['string-width', '8.3', 'source/packaging/bundle-plugins.ts'],
	['wrap-ansi', '10.0', 'source/packaging/bundle-plugins.ts'],
	['slice-ansi', '10.0', 'source/packaging/bundle-plugins.ts'],
	['cli-truncate', '6.2', 'source/packaging/bundle-plugins.ts'],
	['@alcalzone/ansi-tokenize', '0.3', 'source/packaging/bundle-plugins.ts'],
	['ink', '8.0', 'source/packaging/bundle-plugins.ts'],
	['ink-select-input', '6.2', 'source/ui/select.tsx'],
	['conf', '16.0', 'source/setups/setup-on-disk.ts'],
	['atomically', '2.1', 'source/packaging/left-out.ts'],
];

test.each(leaning)(
	'%s is still %s; with another one, look at %s again and write the new version here',
	(name, version) => {
		const manifest = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
		expect(JSON.parse(fs.readFileSync(manifest, 'utf8'))).toMatchObject({
			version: expect.stringMatching(new RegExp(String.raw`^${version}\.\d+$`, 'v')) as string,
		});
	},
);
