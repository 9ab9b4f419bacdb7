import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {cliView, splitWords} from '../../../source/aws/profiles/cli-view.js';
import {parseConfigFile, printLines, sdkView} from '../../../source/aws/profiles/config-file.js';
import {temporaryFolder} from '../../setups/temporary-folder.js';
import {anyConfig, asSdkLists, fixed, plainSections, readWithSdk} from './config-texts.js';

const both = (text: string) => {
	const file = parseConfigFile(text);
	return {sdk: sdkView(file), cli: cliView(file)};
};

// What each reader makes of the same text: the profiles, or the line for which the aws CLI rejects it all.
const table: ReadonlyArray<{
	what: string;
	text: string;
	sdk: Record<string, Record<string, string>>;
	cli: Record<string, Record<string, string>> | {line: number};
}> = [
	{
		what: 'a comment behind a value',
		text: '[profile a]\nregion = us-east-1 # home\n',
		sdk: {a: {region: 'us-east-1'}},
		cli: {a: {region: 'us-east-1 # home'}},
	},
	{
		what: 'a section that is there twice',
		text: '[profile a]\nregion = us-east-1\n[profile a]\noutput = json\n',
		sdk: {a: {region: 'us-east-1', output: 'json'}},
		cli: {line: 3},
	},
	{
		what: 'a setting that is there twice',
		text: '[profile a]\nregion = us-east-1\nregion = eu-west-1\n',
		sdk: {a: {region: 'eu-west-1'}},
		cli: {line: 3},
	},
	{
		what: 'a line that is nothing',
		text: '[profile a]\nregion = us-east-1\nhello\n',
		sdk: {a: {region: 'us-east-1'}},
		cli: {line: 3},
	},
	{
		what: 'a setting before any section',
		text: '# mine\nregion = us-east-1\n[profile a]\nregion = eu-west-1\n',
		sdk: {a: {region: 'eu-west-1'}},
		cli: {line: 2},
	},
	{
		what: 'a byte-order mark',
		text: '\u{FEFF}[profile a]\nregion = us-east-1\n',
		sdk: {a: {region: 'us-east-1'}},
		cli: {line: 1},
	},
	{
		what: 'a byte-order mark in the middle, which only JavaScript takes for a space',
		text: '[profile a]\nregion = us-east-1\n\u{FEFF}[profile b]\nregion = eu-west-1\n',
		sdk: {a: {region: 'us-east-1'}, b: {region: 'eu-west-1'}},
		cli: {line: 3},
	},
	{
		what: 'a next-line character, which only Python takes for a space',
		text: '[profile a]\n\u{85}region = us-east-1\u{85}\n',
		sdk: {a: {'\u{85}region': 'us-east-1\u{85}'}},
		cli: {a: {region: 'us-east-1'}},
	},
	{
		what: 'a colon',
		text: '[profile a]\nregion: us-east-1\noutput = json\n',
		sdk: {a: {output: 'json'}},
		cli: {a: {region: 'us-east-1', output: 'json'}},
	},
	{
		what: 'a capital letter',
		text: '[profile a]\nRegion = us-east-1\n',
		sdk: {a: {Region: 'us-east-1'}},
		cli: {a: {region: 'us-east-1'}},
	},
	{
		what: 'a profile’s name with a space',
		text: '[profile "my prof"]\nregion = us-east-1\n',
		sdk: {},
		cli: {'my prof': {region: 'us-east-1'}},
	},
	{
		what: 'two spaces before the name',
		text: '[profile  a]\nregion = us-east-1\n',
		sdk: {},
		cli: {a: {region: 'us-east-1'}},
	},
	{
		what: 'a section without “profile”',
		text: '[a]\nregion = us-east-1\n',
		sdk: {},
		cli: {},
	},
	{
		what: 'spaces inside the brackets',
		text: '[ profile a ]\nregion = us-east-1\n',
		sdk: {},
		cli: {},
	},
	{
		what: 'a start URL with #/',
		text: '[profile a]\nsso_start_url = https://d-1.awsapps.com/start#/\n',
		sdk: {a: {sso_start_url: 'https://d-1.awsapps.com/start#/'}},
		cli: {a: {sso_start_url: 'https://d-1.awsapps.com/start#/'}},
	},
	{
		what: 'an empty value',
		text: '[profile a]\nregion =\noutput = json\n',
		sdk: {a: {output: 'json'}},
		cli: {a: {region: '', output: 'json'}},
	},
	{
		what: 'a block of indented settings',
		text: '[profile a]\ns3 =\n  max = 10\noutput = json\n',
		sdk: {a: {'s3.max': '10', output: 'json'}},
		cli: {a: {'s3.max': '10', output: 'json'}},
	},
	{
		what: 'an indented line below a value',
		text: '[profile a]\nregion = us-east-1\n  output = json\n',
		sdk: {a: {region: 'us-east-1', output: 'json'}},
		cli: {a: {region: 'us-east-1\noutput = json'}},
	},
	{
		what: 'an indented block with a line that is nothing',
		text: '[profile a]\ns3 =\n  hello\n',
		sdk: {},
		cli: {line: 2},
	},
	{
		what: 'a section without settings',
		text: '[profile a]\n',
		sdk: {},
		cli: {a: {}},
	},
	{
		what: 'the default profile written twice over',
		text: '[profile default]\nregion = us-east-1\n[default]\nregion = eu-west-1\n',
		sdk: {default: {region: 'us-east-1'}},
		cli: {default: {region: 'eu-west-1'}},
	},
];

describe.each(table)('$what', ({text, sdk, cli}) => {
	it('is what the SDK says it is', async () => {
		const view = sdkView(parseConfigFile(text));
		expect(plainSections(view.profiles)).toEqual(sdk);
		expect(asSdkLists(view)).toEqual(await readWithSdk(temporaryFolder(), text));
	});

	it('is what the aws CLI says it is', () => {
		const view = cliView(parseConfigFile(text));
		if ('line' in cli) {
			expect(view.isRejected).toBe(true);
			expect(view.problems[0]?.line).toBe(cli.line);
			expect(view.profiles.size).toBe(0);
		} else {
			expect(view.isRejected).toBe(false);
			expect(plainSections(view.profiles)).toEqual(cli);
		}
	});
});

describe('sessions and services', () => {
	const text =
		'[sso-session corp]\nsso_region = us-east-1\n[services s]\ns3 =\n  endpoint_url = http://x\n';

	it('are no profiles, to either reader', () => {
		const {sdk, cli} = both(text);
		for (const view of [sdk, cli]) {
			expect(view.profiles.size).toBe(0);
			expect(plainSections(view.sessions)).toEqual({
				corp: {sso_region: 'us-east-1'},
			});
			expect(plainSections(view.services)).toEqual({
				s: {'s3.endpoint_url': 'http://x'},
			});
		}
	});

	it('are left out by the SDK, with the line, when their name has a space', () => {
		const {sdk, cli} = both('\n[sso-session "my corp"]\nsso_region = us-east-1\n');
		expect(sdk.sessions.size).toBe(0);
		expect(sdk.problems).toMatchObject([{line: 2}]);
		expect(cli.sessions.has('my corp')).toBe(true);
	});
});

it('says which line the SDK leaves out for a colon', () => {
	expect(both('[profile a]\nregion: us-east-1\n').sdk.problems).toEqual([
		{
			line: 2,
			message: 'The SDK leaves this setting out: write “=” instead of the colon.',
		},
	]);
});

it('knows where every value stands', () => {
	const {sdk, cli} = both('# x\r\n[profile a]\r\n\r\nregion = us-east-1\r\n');
	for (const view of [sdk, cli]) {
		expect(view.profiles.get('a')?.line).toBe(2);
		expect(view.profiles.get('a')?.settings.get('region')).toEqual({
			value: 'us-east-1',
			line: 4,
		});
	}
});

describe('the credentials file', () => {
	it('has profiles without the word “profile”, as the SDK reads it', async () => {
		const text = '[dev]\naws_access_key_id = x\n[profile b]\nregion = y\n';
		const view = sdkView(parseConfigFile(text, 'credentials'));
		expect(plainSections(view.profiles)).toEqual(
			await readWithSdk(temporaryFolder(), text, 'credentials'),
		);
		expect(view.problems).toMatchObject([{line: 3}]);
	});
});

it('lists every fault for which the aws CLI gives up', () => {
	const {cli} = both('[profile a]\njunk\nx = 1\nx = 2\n[profile a]\n');
	expect(cli.problems.map(({line}) => line)).toEqual([2, 4, 5]);
});

it('refuses the one name that the SDK throws at', async () => {
	const text = '[profile a]\nx = 1\n[profile __proto__]\ny = 2\n';
	expect(sdkView(parseConfigFile(text)).isRejected).toBe(true);
	expect(await readWithSdk(temporaryFolder(), text)).toEqual({});
});

it('splits a header as a shell does', () => {
	expect(splitWords('profile "a b"')).toEqual(['profile', 'a b']);
	expect(splitWords(String.raw`profile a\ b`)).toEqual(['profile', 'a b']);
	expect(splitWords(String.raw`x "a\"b\c"`)).toEqual(['x', String.raw`a"b\c`]);
	expect(splitWords('profile ""')).toEqual(['profile', '']);
	expect(splitWords("profile it's")).toBeUndefined();
	expect(splitWords('profile a\\')).toBeUndefined();
});

describe('any file', () => {
	it('comes back byte for byte, and is read without a crash', () => {
		fc.assert(
			fc.property(fc.oneof(anyConfig, fc.string({unit: 'binary'})), (text) => {
				const file = parseConfigFile(text);
				expect(printLines(file.lines)).toBe(text);
				const count = text.split(/\r\n?|\n/v).length;
				for (const {line} of [...sdkView(file).problems, ...cliView(file).problems]) {
					expect(line).toBeGreaterThan(0);
					expect(line).toBeLessThanOrEqual(count);
				}
			}),
			fixed,
		);
	});

	it('says to our reader what it says to the SDK', async () => {
		const folder = temporaryFolder();
		await fc.assert(
			fc.asyncProperty(
				anyConfig,
				fc.constantFrom('config' as const, 'credentials' as const),
				async (text, kind) => {
					const view = sdkView(parseConfigFile(text, kind));
					const real = await readWithSdk(folder, text, kind);
					if (kind === 'config') {
						expect(asSdkLists(view)).toEqual(real);
					} else {
						expect(real).toMatchObject(plainSections(view.profiles));
					}
				},
			),
			{...fixed, numRuns: 150},
		);
	});
});
