import ts from 'typescript';
import {expect, test} from 'vitest';
import {allGuides} from '../source/guides/registry.js';
import {allResources} from '../source/resources/registry.js';
import {readImports, readSource, roomOf} from './support/source-imports.js';

const files = readSource();
const paths = Array.from(files, ([path]) => path);
const imports = readImports(files);

// The arrows between the rooms: what each may import. What is not in the list, runs back.
const words = ['json.ts', 'diagnostic.ts', 'memoize.ts', 'terminal'];
const ground = [...words, 'policy', 'aws', 'setups'];
const engine = [...ground, 'resources'];
const below = [...engine, 'resources/*', 'workato', 'engine'];
const rooms: Record<string, readonly string[]> = {
	'json.ts': [],
	'diagnostic.ts': ['json.ts'],
	'memoize.ts': [],
	terminal: ['json.ts', 'diagnostic.ts'],
	policy: words,
	setups: words,
	aws: [...words, 'policy'],
	workato: [...words, 'aws'],
	// The kit knows no guide and no AWS.
	ui: words,
	resources: ground,
	'resources/*': [...ground, 'resources', 'resources/*'],
	// The engine knows the registry of things, never one of them.
	engine,
	guides: [...below, 'ui'],
	'guides/steps': [...below, 'ui', 'guides'],
	// No guide knows another.
	'guides/*': [...below, 'ui', 'guides', 'guides/steps'],
	app: [...below, 'ui', 'guides', 'guides/steps'],
	cli: [...below, 'guides'],
	// It plays AWS strictly, and shares no rule with what it judges.
	sandbox: [...words, 'setups'],
	packaging: [],
	'compile-cache-folder.ts': [],
	'main.ts': [...ground, 'engine', 'cli'],
	'cli.ts': ['compile-cache-folder.ts'],
};

/** What is loaded only when somebody asks for it; for its types it may be named, too. */
const lazily: Record<string, readonly string[]> = {
	'cli.ts': ['main.ts'],
	cli: ['app', 'sandbox'],
	app: ['sandbox'],
};

/** The files that name every guide or every thing, so that no other has to. */
const registries = new Set(['guides/registry.ts', 'resources/registry.ts']);

const kindOf = (room: string) => (room in rooms ? room : `${room.split('/', 1)[0]}/*`);

function mayImport(here: string, there: string, isLater: boolean): boolean {
	const known = [...(rooms[kindOf(here)] ?? []), ...(isLater ? (lazily[here] ?? []) : [])];
	return here === there || known.includes(kindOf(there));
}

test('every folder of source/ is a room of the house', () => {
	const unknown = paths.filter((path) => !(kindOf(roomOf(path)) in rooms));
	expect(unknown).toEqual([]);
});

test('no arrow between the rooms runs back', () => {
	const found = imports
		.filter(
			({from, to, how}) =>
				!registries.has(from) && !mayImport(roomOf(from), roomOf(to), how !== 'static'),
		)
		.map(({from, to}) => `${from} → ${roomOf(to)}`);
	expect(found).toEqual([]);
});

test('no two rooms import each other', () => {
	const arrows = new Set(
		imports
			.filter(({from}) => !registries.has(from))
			.map(({from, to}) => `${roomOf(from)} ${roomOf(to)}`),
	);
	const both = [...arrows].filter((arrow) => {
		const [here = '', there = ''] = arrow.split(' ', 2);
		return here < there && arrows.has(`${there} ${here}`);
	});
	expect(both).toEqual([]);
});

const targets = Map.groupBy(imports, ({from}) => from);

/** Every file that a file needs, by way of others, too. */
function filesBehind(path: string, seen = new Set<string>()): Set<string> {
	for (const {to} of targets.get(path) ?? []) {
		if (seen.has(to)) {
			continue;
		}

		seen.add(to);
		filesBehind(to, seen);
	}

	return seen;
}

test('no two files import each other, by way of others neither', () => {
	const found = paths.filter((path) => filesBehind(path).has(path));
	expect(found).toEqual([]);
});

/** The code of a file, without comments. */
const codeOf = (text: string) =>
	text.replaceAll(/\/\*[\s\S]*?\*\//gv, '').replaceAll(/(?<=^|[\s;\{])\/\/.*$/gmv, '');

/** The files outside of certain rooms whose code fits a pattern. */
function filesNaming(pattern: RegExp, allowed: readonly string[]): string[] {
	return [...files]
		.filter(
			([path, text]) =>
				!registries.has(path) &&
				!allowed.includes(kindOf(roomOf(path))) &&
				pattern.test(codeOf(text)),
		)
		.map(([path]) => path);
}

/** The operations and the permissions of all things. */
const permitted = allResources().flatMap(({calls, reads = []}) =>
	[...calls.map(({permission}) => permission), ...reads].flatMap(({actions}) => actions),
);
const operations = [
	...new Set([
		...permitted.map((action) => action.replace(/^.*:/v, '')),
		...allResources().flatMap(({calls}) => calls.map(({operation}) => operation)),
	]),
];
const operationPattern = new RegExp(
	String.raw`(?<![\w:])(?:${operations.join('|')})(?:Command)?\b`,
	'v',
);
const actionPattern = new RegExp(String.raw`\b\w+:(?:${operations.join('|')})\b`, 'v');

// Files that name an operation of AWS, for no call of a setup. Nothing is added here.
const operationsNamed: readonly string[] = [
	// It asks IAM about the person who is signed in, for no thing of a setup.
	'aws/permissions.ts',
	// The address of a page of AWS's documentation.
	'guides/glossary.ts',
	// What the role lets Workato do, said to the person.
	'guides/secrets/desired-role.ts',
	'guides/secrets/steps/secrets-choice.tsx',
	// What each action of KMS is for: a fact of the policy language.
	'policy/key-policy.ts',
];

test('no operation of AWS is named outside of things and the sandbox', () => {
	expect(operations.length).toBeGreaterThan(25);
	const allowed = ['resources', 'resources/*', 'sandbox'];
	expect(filesNaming(operationPattern, allowed)).toEqual(operationsNamed.toSorted());
});

test('a permission is named only where policies are spoken of: in a guide and in the policy language', () => {
	const naming = filesNaming(actionPattern, ['resources', 'resources/*', 'sandbox']).map((path) =>
		kindOf(roomOf(path)),
	);
	expect([...new Set(naming)].toSorted()).toEqual(['aws', 'guides/*', 'policy']);
	expect(filesNaming(actionPattern, ['resources', 'resources/*', 'sandbox', 'guides/*'])).toEqual([
		'aws/permissions.ts',
		'policy/evaluate-secret-access.ts',
		'policy/outside-access.ts',
		'policy/secrets-permissions.ts',
		'policy/statement-coverage.ts',
	]);
});

test('only a thing and the session have a client of AWS', () => {
	const client = /["']@aws-sdk\/client-/v;
	expect(filesNaming(client, ['resources/*', 'aws'])).toEqual([]);
});

test('the house stays small enough to know', () => {
	expect(paths.length).toBeLessThanOrEqual(400);
});

// Words that only this project used, with the field's own beside them in the decisions of the design: `route`, `refresh`,
// `validate`, `describe…`. A name is taken apart at its capitals.
const privateWords =
	/^(?:deeds?|furnish|glance|heard|judge[ds]?|looks?|looked|looking|mend(?:ed|s)?|pace|paces|patience|remed(?:y|ies)|settled?|spoken|strangers?|surroundings?|survey|tell(?:ing|s)?|told|wish(?:es)?)$/v;
// English: to look something up, to look inside a secret, what looks like something; and the answer “cannot tell”.
const plainEnglish = /[Ll]ook(?:s|ed)?_?(?:Up|up|Inside|Like|Alike)|^cannotTell$/v;
// A list of words, which these functions join and split.
const ofWords = new Set(['joinWords', 'splitWords']);

/** Whether a name holds a word that only this project used. */
function isPrivate(name: string): boolean {
	const parts = name.split(/(?=[A-Z])|[\-.\/_]/v).map((part) => part.toLowerCase());
	return (
		(parts.some((part) => privateWords.test(part)) && !plainEnglish.test(name)) ||
		(/\w(?:Words|Found|Place)$|^words(?:Of|For)$/v.test(name) &&
			!/(?:InPlace|notFound|NotFound|nothingFound)$/v.test(name) &&
			!ofWords.has(name))
	);
}

/** The names that a file declares: of variables, functions, types, fields and parameters. */
function namesOf(path: string, text: string): string[] {
	const names: string[] = [];
	const visit = (node: ts.Node) => {
		if (
			'name' in node &&
			!ts.isPropertyAccessExpression(node) &&
			!ts.isImportSpecifier(node) &&
			!ts.isJsxAttribute(node)
		) {
			const {name} = node as ts.NamedDeclaration;
			if (name && ts.isIdentifier(name)) {
				names.push(name.text);
			}
		}

		ts.forEachChild(node, visit);
	};

	visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
	return names;
}

test('no name is a word of this project alone', () => {
	expect(
		['stateWords', 'useLook', 'last-look', 'toldAt', 'StatusFound'].filter((name) =>
			isPrivate(name),
		),
	).toHaveLength(5);
	expect(
		['lookUpKey', 'cannotTell', 'looksLikeServer', 'keyNotFound'].filter((name) => isPrivate(name)),
	).toEqual([]);
	const found = [...files].flatMap(([path, text]) =>
		[path.replace(/\.\w+$/v, ''), ...namesOf(path, text)]
			.filter((name) => isPrivate(name))
			.map((name) => `${path}: ${name}`),
	);
	expect([...new Set(found)]).toEqual([]);
});

// Files that still name a guide. Nothing is added here.
const guidesNamed: readonly string[] = [
	// The example of a setup file in `help apply`.
	'cli/apply.ts',
];

test('no guide is named outside of its own folder', () => {
	const ids = allGuides()
		.map(({id}) => id)
		.join('|');
	const pattern = new RegExp(
		String.raw`['"](?:${ids})['"]|guides/(?:${ids})/|\bguide: (?:${ids})\b`,
		'v',
	);
	expect(filesNaming(pattern, ['guides/*', 'sandbox'])).toEqual(guidesNamed.toSorted());
});

test('only the kit and the app know whether a screen is drawn or heard', () => {
	const lineMode = /\buse(?:IsLineMode|Ask|LineFrame|LineMessages|LineProgress)\b/v;
	const found = filesNaming(lineMode, []).map((path) => roomOf(path));
	expect([...new Set(found)].toSorted()).toEqual(['app', 'ui']);
	// A question becomes an ask in one place; a menu of the help and the checklist's own choices are asked by its means.
	expect(filesNaming(/\buseAsk\(/v, [])).toEqual([
		'ui/checklist.tsx',
		'ui/help-page.tsx',
		'ui/line-mode.tsx',
		'ui/line-question.tsx',
	]);
	expect(filesNaming(/\btype: '(?:choice|list|fields|text)'/v, ['app'])).toEqual([
		// The types of what is asked.
		'ui/line-mode.tsx',
		'ui/line-question.tsx',
	]);
});

test('no code cites notes that do not come with it', () => {
	const notes = /\b(?:aws|aws-beyond-policies|terminal|workato)\.md\b/v;
	expect(filesNaming(notes, [])).toEqual([]);
});

test('no code decides by a sentence, but for the SDK’s own in the one place that reads them', () => {
	const sentence =
		/\.(?:startsWith|endsWith|includes)\(\s*["'`][^\n"'`]*\p{Letter}{2} \p{Letter}{2,}/v;
	expect(filesNaming(sentence, [])).toEqual(['aws/sdk-messages.ts']);
});
